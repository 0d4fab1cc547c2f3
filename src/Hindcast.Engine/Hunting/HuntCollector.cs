using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Correlations;

namespace Hindcast.Engine.Hunting;

/// <summary>Takes the matches of one file: those to show, and those that correlations need. Serves one thread.</summary>
internal sealed class HuntCollector(HuntPlan plan, int maxMatches)
{
    /// <summary>Most matches of one file, and of all evidence, that correlations are given.</summary>
    internal const int MaxCorrelated = 1_000_000;

    private HuntMatchStore _shown = new(maxMatches);
    private List<SigmaRuleMatch> _correlated = [];
    private long _uncorrelated;

    /// <summary>Takes a match.</summary>
    /// <param name="rule">The rule's place in the plan.</param>
    /// <param name="match">The match as it is shown.</param>
    /// <param name="shape">The record's shape.</param>
    /// <param name="slots">The record.</param>
    internal void Add(int rule, HuntMatch match, SigmaEventShape shape, ISigmaSlots slots)
    {
        if (plan.IsShown(rule))
        {
            _shown.Add(match);
        }

        if (!plan.IsCorrelated(rule))
        {
            return;
        }

        if (match.Time is not { } time || _correlated.Count >= MaxCorrelated)
        {
            _uncorrelated++;
            return;
        }

        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        SigmaMappedEvent mapped = new(shape, plan.Sigma.SourceOf(rule, shape), slots);
        foreach (string name in plan.FieldsOf(rule))
        {
            if (mapped.TryGetField(name, out ReadOnlySpan<char> value))
            {
                fields[name] = value.ToString();
            }
        }

        _correlated.Add(new SigmaRuleMatch(match.Rule.Id, time, fields, match.Location));
    }

    /// <summary>Ends a file.</summary>
    internal (HuntMatchStore Shown, IReadOnlyList<SigmaRuleMatch> Correlated, long Uncorrelated) Take()
    {
        var taken = (_shown, _correlated, _uncorrelated);
        (_shown, _correlated, _uncorrelated) = (new HuntMatchStore(maxMatches), [], 0);
        return taken;
    }
}
