using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Compares clusters of the assessment with the groups of the truth, by the observations that both know.</summary>
internal static class ActorEvaluation
{
    internal static ActorScore Score(Assessment assessment, Truth truth, TruthPlaces places)
    {
        Dictionary<string, string> clusterOf = new(StringComparer.Ordinal);
        foreach (Intrusion intrusion in assessment.Intrusions)
        {
            foreach (string observation in intrusion.Observations)
            {
                clusterOf.TryAdd(observation, intrusion.Actor);
            }
        }

        // Observations that stand at something a group did and that the assessment gives to a cluster.
        Dictionary<(string Group, string Cluster), long> counts = [];
        foreach (Observation observation in assessment.Observations)
        {
            if (clusterOf.TryGetValue(observation.Id, out string? cluster) && places.GroupAt(observation.Location) is { } group)
            {
                counts[(group, cluster)] = counts.GetValueOrDefault((group, cluster)) + 1;
            }
        }

        Dictionary<string, long> ofGroup = counts.GroupBy(c => c.Key.Group).ToDictionary(g => g.Key, g => g.Sum(c => c.Value), StringComparer.Ordinal);
        Dictionary<string, long> ofCluster = counts.GroupBy(c => c.Key.Cluster).ToDictionary(g => g.Key, g => g.Sum(c => c.Value), StringComparer.Ordinal);
        double total = counts.Values.Sum();
        double pairs = counts.Values.Sum(Pairs), clusterPairs = ofCluster.Values.Sum(Pairs), groupPairs = ofGroup.Values.Sum(Pairs);
        return new ActorScore(
            truth.Intrusions.Where(i => i.Provable >= Outcome.Reached).Select(i => i.Actor).Distinct().Count(),
            assessment.Actors.Clusters.Count,
            assessment.Actors.AtLeast,
            assessment.Actors.AtMost,
            counts.Keys.GroupBy(k => k.Cluster).Count(g => g.Count() > 1),
            counts.Keys.GroupBy(k => k.Group).Count(g => g.Count() > 1),
            clusterPairs > 0 ? pairs / clusterPairs : null,
            groupPairs > 0 ? pairs / groupPairs : null,
            total > 0 ? counts.Sum(c => (double)c.Value * c.Value / ofCluster[c.Key.Cluster]) / total : null,
            total > 0 ? counts.Sum(c => (double)c.Value * c.Value / ofGroup[c.Key.Group]) / total : null);
    }

    private static double Pairs(long count) => count * (count - 1) / 2.0;
}
