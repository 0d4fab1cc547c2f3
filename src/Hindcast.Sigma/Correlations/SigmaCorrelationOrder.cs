using Hindcast.Sigma.Loading;

namespace Hindcast.Sigma.Correlations;

/// <summary>Orders correlations so that each stands behind those that it needs; those in a circle are reported and left out.</summary>
internal static class SigmaCorrelationOrder
{
    public static List<SigmaCorrelation> Sort(List<SigmaCorrelation> correlations, List<SigmaProblem> problems)
    {
        Dictionary<string, SigmaCorrelation> byReference = new(StringComparer.OrdinalIgnoreCase);
        foreach (SigmaCorrelation correlation in correlations)
        {
            byReference.TryAdd(correlation.Id, correlation);
            if (correlation.Header.Name.Length > 0)
            {
                byReference.TryAdd(correlation.Header.Name, correlation);
            }
        }

        List<SigmaCorrelation> sorted = [];
        HashSet<SigmaCorrelation> done = [];
        List<SigmaCorrelation> open = correlations;
        while (open.Count > 0)
        {
            // An old aggregation refers to its own rule by their common id: that is no circle.
            List<SigmaCorrelation> ready = [.. open.Where(c => c.Rules.All(r =>
                !byReference.TryGetValue(r, out SigmaCorrelation? other) || done.Contains(other) || (other == c && c.IsAggregation)))];
            if (ready.Count == 0)
            {
                problems.AddRange(open.Select(c => SigmaDocument.Problem(
                    SigmaDiagnostics.CorrelationCycle, c.Header.SourceFile, c.Header.SourceLine, 0, string.Join(", ", c.Rules), "correlations without a circle", "", c.Title)));
                break;
            }

            sorted.AddRange(ready);
            done.UnionWith(ready);
            open = [.. open.Where(c => !done.Contains(c))];
        }

        return sorted;
    }
}
