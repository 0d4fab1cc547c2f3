using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Tuning;

/// <summary>
/// One thing that somebody decided about rules for their own environment, with the reason. Exactly one of
/// <see cref="IsOff"/>, <see cref="Level"/> and <see cref="Allow"/> is stated. Immutable and safe on all threads.
/// </summary>
public sealed class SigmaTuningEntry
{
    /// <summary>Ids or titles of rules and correlations, whatever the case; <c>*</c> alone for all rules.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>True when the rules are not run.</summary>
    public bool IsOff { get; init; }

    /// <summary>The level that the rules have here; null when that is not changed.</summary>
    public SigmaLevel? Level { get; init; }

    /// <summary>
    /// Fields with patterns: a match whose record meets one pattern of each field is taken back. Names are those that
    /// rules use. Empty when nothing is allowed.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<SigmaPattern>>> Allow { get; init; } = [];

    /// <summary>Why; never empty.</summary>
    public required string Reason { get; init; }

    /// <summary>The tuning file.</summary>
    public required string SourceFile { get; init; }

    /// <summary>The entry's line there, from 1.</summary>
    public required int SourceLine { get; init; }

    /// <summary>True when it speaks of this rule or correlation.</summary>
    public bool Concerns(SigmaHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Rules.Any(r => r == "*" || r.Equals(header.Id, StringComparison.OrdinalIgnoreCase)
            || r.Equals(header.Title, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True when a record that a rule met is allowed.</summary>
    /// <param name="record">The record as the rule sees it.</param>
    public bool Allows(SigmaMappedEvent record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Allow.Count > 0 && Allow.All(a => record.TryGetField(a.Key, out ReadOnlySpan<char> value) && Meets(value, a.Value));
    }

    /// <summary>True when what a correlation found is allowed.</summary>
    /// <param name="group">The values that it was grouped by.</param>
    public bool Allows(IReadOnlyList<KeyValuePair<string, string>> group) => Allow.Count > 0 && Allow.All(a =>
        group.Any(g => g.Key.Equals(a.Key, StringComparison.OrdinalIgnoreCase) && Meets(g.Value, a.Value)));

    private static bool Meets(ReadOnlySpan<char> value, IReadOnlyList<SigmaPattern> patterns)
    {
        foreach (SigmaPattern pattern in patterns)
        {
            if (pattern.Matches(value))
            {
                return true;
            }
        }

        return false;
    }
}
