using Hindcast.Evidence;

namespace Hindcast.Analysis.Campaigns;

/// <summary>
/// Which campaigns the evidence can speak of: those whose product its logs show, and those of which anything was met. What
/// is missing for a campaign of another product says nothing about this server.
/// </summary>
public static class CampaignFit
{
    /// <summary>The fitting campaigns in their order; all of them when the evidence shows no product.</summary>
    public static IReadOnlyList<Campaign> Fitting(
        IReadOnlyList<Campaign> campaigns, IEnumerable<EvidenceFile> files, IEnumerable<Observation> observations)
    {
        HashSet<string> kinds = [.. files.Where(f => f.Log is not null && f.Records > 0).Select(f => f.Log!.Value.Kind)];
        HashSet<string> met = [.. observations.Select(o => o.RuleId)];
        bool Shown(Campaign campaign) => campaign.Evidence.Any(pattern => kinds.Any(kind => Fits(pattern, kind)));
        if (!campaigns.Any(Shown))
        {
            return campaigns;
        }

        return [.. campaigns.Where(c => c.Evidence.Count == 0 || Shown(c) || c.Detections.Keys.Any(met.Contains))];
    }

    private static bool Fits(string pattern, string kind) =>
        pattern.EndsWith('*') ? kind.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == kind;
}
