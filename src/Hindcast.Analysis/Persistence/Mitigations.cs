using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Persistence;

/// <summary>What defenders did, dated. Read as help, never as an attack.</summary>
internal static class Mitigations
{
    private const int MaxClaims = 20;

    internal static IReadOnlyList<Mitigation> Run(IReadOnlyList<Campaign> campaigns, IReadOnlyList<Observation> observations)
    {
        Dictionary<string, DetectionMeaning> meanings = campaigns.SelectMany(c => c.Detections.Values)
            .Where(m => m.Role == ObservationRole.Mitigation).DistinctBy(m => m.RuleId).ToDictionary(m => m.RuleId, StringComparer.Ordinal);
        return
        [
            .. observations.Where(o => meanings.ContainsKey(o.RuleId)).GroupBy(o => o.RuleId)
                .Select(g => new Mitigation(meanings[g.Key].Because, g.FirstOrDefault(o => o.Time is not null)?.Time, [.. g.Take(MaxClaims).Select(o => o.Id)]))
                .OrderBy(m => m.Time?.UtcTicks ?? long.MaxValue).ThenBy(m => m.Title, StringComparer.Ordinal),
        ];
    }
}
