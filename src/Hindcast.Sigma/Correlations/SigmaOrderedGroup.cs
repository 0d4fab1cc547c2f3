namespace Hindcast.Sigma.Correlations;

/// <summary>
/// Matches of several rules in the order of the list, within the timespan. For each place in the list and each length
/// the chain with the latest beginning is kept, which is the one that stays within the timespan longest. Matches with
/// the same time count in the order in which they come.
/// </summary>
internal sealed class SigmaOrderedGroup(SigmaCorrelation correlation, IReadOnlyList<KeyValuePair<string, string>> values)
    : SigmaCorrelationGroup(correlation, values)
{
    // [rule, length - 1]: a chain of that length that ends with that rule.
    private readonly Chain?[,] chains = new Chain?[correlation.Rules.Count, correlation.Rules.Count];

    public override void Take(SigmaRuleMatch match, int rule, string? measured, Action<SigmaCorrelationMatch, SigmaFindingState> sink)
    {
        LastTicks = match.Time.UtcTicks;
        int rules = Correlation.Rules.Count;
        for (int length = rule + 1; length >= 1; length--)
        {
            Chain? best = length == 1 ? new Chain(match, null, LastTicks) : null;
            for (int before = 0; length > 1 && before < rule; before++)
            {
                if (chains[before, length - 2] is { } chain && LastTicks - chain.StartTicks <= SpanTicks && (best is null || chain.StartTicks > best.StartTicks))
                {
                    best = new Chain(match, chain, chain.StartTicks);
                }
            }

            if (best is null)
            {
                continue;
            }

            chains[rule, length - 1] = best;
            if (Correlation.Limits.Count == 0 ? length == rules : Correlation.Limits.All(l => l.Holds(length)))
            {
                List<SigmaRuleMatch> matches = [];
                for (Chain? at = best; at is not null; at = at.Before)
                {
                    matches.Insert(0, at.Match);
                }

                Array.Clear(chains);
                sink(Found(matches[0].Time, match.Time, length, matches, length), SigmaFindingState.Complete);
                return;
            }
        }
    }

    private sealed record Chain(SigmaRuleMatch Match, Chain? Before, long StartTicks);
}
