namespace Hindcast.Reports.Indicators;

/// <summary>What can be taken from a case for others to look for.</summary>
/// <param name="Found">The indicators, sorted by kind and value.</param>
/// <param name="Unreadable">Values that are left out because a part of them cannot be read or seen: written down, they would be other
/// values than those of the evidence.</param>
public sealed record CaseIndicators(IReadOnlyList<CaseIndicator> Found, int Unreadable);
