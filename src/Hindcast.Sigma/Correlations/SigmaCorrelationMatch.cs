using Hindcast.Evidence;

namespace Hindcast.Sigma.Correlations;

/// <summary>What a correlation found in one group.</summary>
/// <param name="Correlation">The correlation.</param>
/// <param name="First">Time of the first match in it.</param>
/// <param name="Last">Time of the last match in it.</param>
/// <param name="Value">The count, sum, average, percentile or share at its end; for temporal types the number of rules.</param>
/// <param name="Group">The group-by fields and their values.</param>
/// <param name="Matches">The matches in it, in order of time; at most <see cref="SigmaCorrelator.MaxKeptMatches"/>.</param>
/// <param name="MatchCount">How many matches there were.</param>
public sealed record SigmaCorrelationMatch(
    SigmaCorrelation Correlation, EvidenceTime First, EvidenceTime Last, decimal Value,
    IReadOnlyList<KeyValuePair<string, string>> Group, IReadOnlyList<SigmaRuleMatch> Matches, long MatchCount);
