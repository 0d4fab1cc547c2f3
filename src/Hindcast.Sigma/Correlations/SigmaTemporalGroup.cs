namespace Hindcast.Sigma.Correlations;

/// <summary>
/// Matches of several rules within the timespan, in any order. Of each rule the latest match is kept: if any set of
/// matches lies within the timespan of the newest, the latest ones do. Found matches are used up.
/// </summary>
internal sealed class SigmaTemporalGroup(SigmaCorrelation correlation, IReadOnlyList<KeyValuePair<string, string>> values)
    : SigmaCorrelationGroup(correlation, values)
{
    private readonly SigmaRuleMatch?[] latest = new SigmaRuleMatch?[correlation.Rules.Count];

    public override void Take(SigmaRuleMatch match, int rule, string? measured, Action<SigmaCorrelationMatch, SigmaFindingState> sink)
    {
        LastTicks = match.Time.UtcTicks;
        latest[rule] = match;
        int count = 0;
        foreach (SigmaRuleMatch? other in latest)
        {
            count += other is not null && LastTicks - other.Time.UtcTicks <= SpanTicks ? 1 : 0;
        }

        if (!(Correlation.Limits.Count == 0 ? count == latest.Length : Correlation.Limits.All(l => l.Holds(count))))
        {
            return;
        }

        SigmaRuleMatch[] matches = [.. latest.OfType<SigmaRuleMatch>().Where(m => LastTicks - m.Time.UtcTicks <= SpanTicks).OrderBy(m => m.Time)];
        Array.Clear(latest);
        sink(Found(matches[0].Time, match.Time, count, matches, count), SigmaFindingState.Complete);
    }
}
