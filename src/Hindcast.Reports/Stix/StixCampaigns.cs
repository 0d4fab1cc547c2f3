using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Attack;

namespace Hindcast.Reports.Stix;

/// <summary>The techniques that detections met, and the published campaigns whose marks were found.</summary>
internal static class StixCampaigns
{
    internal static void AddTechniques(StixDraft draft)
    {
        foreach (Technique technique in draft.Case.Detections.Where(d => d.Matches > 0).Select(d => d.Technique).Distinct().Order(StringComparer.Ordinal)
            .Select(AttackTechniques.Find).OfType<Technique>())
        {
            draft.Techniques[technique.Id] = draft.Objects.AttackPattern(technique);
        }
    }

    internal static void Add(StixDraft draft)
    {
        // A pack without a day of disclosure holds what intrusions have in common ("Web shells") and is no campaign of anybody.
        HashSet<string> disclosed = [.. draft.Case.Chronology.PublicDays.Where(d => d.Kind == PublicDayKind.Disclosure).Select(d => d.Subject)];
        foreach (IGrouping<string, Finding> findings in draft.Case.Findings.GroupBy(f => f.Pack, StringComparer.Ordinal))
        {
            if (draft.Case.Packs.FirstOrDefault(p => p.Id == findings.Key) is { } pack && disclosed.Contains(pack.Name))
            {
                Add(draft, pack, [.. findings]);
            }
        }
    }

    private static void Add(StixDraft draft, PackReference pack, Finding[] findings)
    {
        JsonObject properties = new()
        {
            ["name"] = pack.Name,
            ["description"] = "The campaign whose marks were found. Times are those of this server; whether one actor or several are behind it is not said here.",
        };
        StixDraft.Span(properties, "first_seen", findings.Min(f => f.First), "last_seen", findings.Max(f => f.Last));
        string campaign = draft.Objects.Domain("campaign", pack.Id, properties);
        draft.Campaigns[pack.Id] = campaign;
        draft.Objects.Relate(campaign, "targets", draft.Victim);
        if (findings.Any(f => f.Outcome >= Outcome.Succeeded))
        {
            draft.Objects.Relate(campaign, "compromises", draft.Server);
        }

        foreach (Finding finding in findings.Where(f => draft.Vulnerabilities.ContainsKey(f.Subject)))
        {
            draft.Objects.Relate(campaign, "targets", draft.Vulnerabilities[finding.Subject], StixObjects.Percent(finding.Confidence), finding.Title);
        }

        foreach (string technique in draft.Case.Detections.Where(d => d.Pack == pack.Id && d.Matches > 0 && draft.Techniques.ContainsKey(d.Technique))
            .Select(d => d.Technique).Distinct().Order(StringComparer.Ordinal))
        {
            draft.Objects.Relate(campaign, "uses", draft.Techniques[technique]);
        }
    }
}
