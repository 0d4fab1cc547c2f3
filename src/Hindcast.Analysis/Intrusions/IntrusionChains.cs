using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>
/// Question 2 to 4, the ground for all that follows: which observations are of one hand, and how far each such chain came.
/// Chains in which nothing was reached are attempts and no intrusions.
/// </summary>
internal static class IntrusionChains
{
    /// <summary>The chains of a case.</summary>
    /// <param name="context">Observations and what they mean.</param>
    internal static IReadOnlyList<Chain> Build(IntrusionContext context)
    {
        Dictionary<string, DetectionMeaning> meanings = new(StringComparer.Ordinal);
        foreach (DetectionMeaning meaning in context.Campaigns.SelectMany(c => c.Detections.Values))
        {
            meanings.TryAdd(meaning.RuleId, meaning);
        }

        ObservationFacts[] facts =
        [
            .. context.Observations.Where(o => meanings.ContainsKey(o.RuleId))
                .Select(o => new ObservationFacts(o, meanings[o.RuleId]))
                .Where(f => f.Meaning.Role != ObservationRole.Mitigation),
        ];
        FactGroups groups = ChainBuilder.Build(facts);
        ILookup<int, FactLink> links = groups.Links.ToLookup(l => groups.Find(l.First));
        return
        [
            .. Enumerable.Range(0, facts.Length).GroupBy(groups.Find)
                .Select(g => new Chain([.. g.Select(i => facts[i])], [.. links[g.Key].Select(l => ToLink(l, facts))])),
        ];
    }

    private static IntrusionLink ToLink(FactLink link, ObservationFacts[] facts) => new(
        link.Strength, link.Kind, link.Kind == "record" ? facts[link.First].Observation.Location.ToString() : link.Value,
        [facts[link.First].Observation.Id, facts[link.Second].Observation.Id]);
}
