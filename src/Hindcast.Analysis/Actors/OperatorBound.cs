using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Actors;

/// <summary>
/// How many operators a chain can be of at the most. Many servers of 2021 had web shells that others used than those who had placed
/// them, so users of one page count apart unless an address, an agent that is not in use by many, or what else joins a chain binds them.
/// </summary>
internal static class OperatorBound
{
    internal static int Of(Chain chain)
    {
        IReadOnlyList<ObservationFacts> facts = chain.Facts;
        FactGroups groups = ChainBuilder.Build(facts, byPage: false);
        Dictionary<(string, string), int> first = [];
        int[] users = [.. Enumerable.Range(0, facts.Count).Where(i => facts[i].Address.Length > 0)];
        foreach (int i in users)
        {
            Join((FeatureKinds.Address, facts[i].Address), i);
            if (facts[i].Agent.Length > 0 && !CommonFeatures.Contains(FeatureKinds.Agent, facts[i].Agent))
            {
                Join((FeatureKinds.Agent, facts[i].Agent), i);
            }
        }

        return Math.Max(1, users.Select(groups.Find).Distinct().Count());

        void Join((string Kind, string Value) key, int fact)
        {
            if (!first.TryAdd(key, fact))
            {
                groups.Join(new FactLink(first[key], fact, LinkStrength.Soft, key.Kind, key.Value));
            }
        }
    }
}
