using System.Globalization;
using System.Text.Json.Nodes;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Json;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Stix;

/// <summary>
/// A case as a STIX 2.1 bundle (OASIS, errata 01). The same case, key and times give the same bytes; ids stay the same from
/// export to export, so that a receiver updates instead of doubling.
/// </summary>
public static class StixBundle
{
    /// <summary>Groups of observations that become observed-data; what is beyond is counted in a note.</summary>
    public const int MaxObserved = 1000;

    /// <summary>Writes the bundle as indented JSON with a line feed at its end.</summary>
    public static string Write(SharedCase shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        StixDraft draft = new(shared);
        Build(draft);
        JsonObject root = new()
        {
            ["type"] = "bundle",
            ["id"] = $"bundle--{shared.Id("bundle", StixTime.Of(shared.Options.Modified)):D}",
            ["objects"] = draft.Objects.ToArray(),
        };
        return JsonText.File(root);
    }

    private static void Build(StixDraft draft)
    {
        TlpLevel level = draft.Shared.Options.Tlp;
        draft.Objects.Marking(draft.Shared.Options.IdentifyVictim && level < TlpLevel.AmberStrict ? TlpLevel.AmberStrict : level);
        StixServer.Add(draft);
        draft.Objects.Marking(level);
        StixServer.AddVulnerabilities(draft);
        StixCampaigns.AddTechniques(draft);
        StixCampaigns.Add(draft);
        StixObserved.Add(draft);
        StixPages.Add(draft);
        StixActors.Add(draft);
        StixIndicators.Add(draft);
        AddNotes(draft);
        AddReport(draft);
    }

    private static void AddNotes(StixDraft draft)
    {
        foreach (Finding finding in draft.Case.Findings)
        {
            string subject = draft.Vulnerabilities.GetValueOrDefault(finding.Subject) ?? draft.Campaigns.GetValueOrDefault(finding.Pack, draft.Server);
            draft.Note($"finding {finding.Pack} {finding.Subject}", $"{finding.Id} {finding.Title} (confidence: {finding.Confidence.ToString().ToLowerInvariant()})",
                string.Join("\n", finding.Reasons.Select(r => $"- {r.Text}")), [subject]);
        }

        if (draft.Case.Verdict.Limits.Count > 0)
        {
            draft.Note("limits", "What the verdict does not cover", string.Join("\n", draft.Case.Verdict.Limits.Select(l => $"- {l}")), [draft.Server]);
        }

        if (draft.Shared.UnreadableIndicators > 0)
        {
            draft.Note("unreadable", "Not all indicators are in this bundle",
                string.Create(CultureInfo.InvariantCulture, $"Values left out, because a part of them cannot be read or seen: {draft.Shared.UnreadableIndicators}"), [draft.Server]);
        }
    }

    private static void AddReport(StixDraft draft)
    {
        string covered = draft.Case.Verdict is { CoveredFrom: { } from, CoveredTo: { } to }
            ? string.Create(CultureInfo.InvariantCulture, $" Evidence covers {from:yyyy-MM-dd} to {to:yyyy-MM-dd}.")
            : "";
        draft.Objects.Domain("report", "report", new JsonObject
        {
            ["name"] = "Assessment of an Exchange server",
            ["description"] = draft.Case.Verdict.Headline + covered + string.Concat(draft.Case.Verdict.Reasons.Select(r => $"\n- {r.Text}")),
            ["report_types"] = StixObjects.List(["threat-report"]),
            ["published"] = StixTime.Of(draft.Shared.Options.Modified),
            ["object_refs"] = StixObjects.List(draft.Objects.Ids),
        });
    }
}
