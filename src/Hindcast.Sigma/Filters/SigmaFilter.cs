using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Filters;

/// <summary>
/// A filter: a search that keeps other rules quiet. What it describes is suppressed, whether its condition is written
/// <c>selection</c> (as in the specification) or <c>not selection</c> (as other tools write it). Immutable.
/// </summary>
public sealed class SigmaFilter
{
    internal SigmaFilter(
        SigmaHeader header, SigmaLogSource logSource, IReadOnlyList<string> rules, IReadOnlyList<SigmaDetection> detections, SigmaCondition condition)
    {
        Header = header;
        LogSource = logSource;
        Rules = rules;
        Detections = detections;
        Suppressed = condition is SigmaNot not ? not.Operand : condition;
    }

    /// <summary>Everything that describes the filter.</summary>
    public SigmaHeader Header { get; }

    /// <summary>It applies to rules whose log source has the same category, product and service, where it states them.</summary>
    public SigmaLogSource LogSource { get; }

    /// <summary>Ids or names of the rules; empty for every rule of the log source (<c>rules: any</c>).</summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>The named searches.</summary>
    public IReadOnlyList<SigmaDetection> Detections { get; }

    /// <summary>The condition under which the rules stay quiet.</summary>
    public SigmaCondition Suppressed { get; }

    /// <summary>A rule with this filter built in, or the rule itself when the filter is not meant for it.</summary>
    /// <param name="rule">The rule.</param>
    public SigmaRule ApplyTo(SigmaRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (!IsFor(rule))
        {
            return rule;
        }

        int shift = rule.Detections.Count;
        SigmaDetection[] added = [.. Detections.Select(d => d with { Name = $"_filter {Header.Id} {d.Name}" })];
        SigmaCondition quiet = new SigmaNot(Shift(Suppressed, shift));
        return rule.With([.. rule.Detections, .. added], new SigmaAtLeast(2, [rule.Condition, quiet]));
    }

    /// <summary>True when the filter names the rule, or names none, and their log sources fit.</summary>
    /// <param name="rule">The rule.</param>
    public bool IsFor(SigmaRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        bool isNamed = Rules.Count == 0 || Rules.Contains(rule.Id, StringComparer.OrdinalIgnoreCase)
            || (rule.Name.Length > 0 && Rules.Contains(rule.Name, StringComparer.OrdinalIgnoreCase));
        return isNamed && Fits(LogSource.Category, rule.LogSource.Category)
            && Fits(LogSource.Product, rule.LogSource.Product) && Fits(LogSource.Service, rule.LogSource.Service);
    }

    private static bool Fits(string own, string other) => own.Length == 0 || own == other;

    private static SigmaCondition Shift(SigmaCondition condition, int by) => condition switch
    {
        SigmaDetectionReference reference => new SigmaDetectionReference(reference.Index + by),
        SigmaNot not => new SigmaNot(Shift(not.Operand, by)),
        SigmaAtLeast some => new SigmaAtLeast(some.Count, [.. some.Operands.Select(o => Shift(o, by))]),
        _ => throw new InvalidOperationException("unknown condition"),
    };
}
