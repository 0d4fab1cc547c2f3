using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Stix;

/// <summary>The organisation, its server with the builds that it ran, and the flaws that were open or met.</summary>
internal static class StixServer
{
    internal static void Add(StixDraft draft)
    {
        draft.Victim = draft.Objects.Victim();
        Assessment assessment = draft.Case;
        string host = assessment.Observations.Select(o => o.Field("ServerHostName") ?? o.Field("ServerName") ?? o.Field("Computer"))
            .OfType<string>().GroupBy(h => h, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key).FirstOrDefault() ?? "Exchange server";
        JsonObject server = new()
        {
            ["name"] = host,
            ["description"] = "The assessed Microsoft Exchange server.",
            ["infrastructure_types"] = StixObjects.List(["victim"]),
        };
        if (assessment.Exposure.Builds.Count > 0)
        {
            server["first_seen"] = StixTime.Of(assessment.Exposure.Builds.Min(b => b.First));
            server["last_seen"] = StixTime.Of(assessment.Exposure.Builds.Max(b => b.Last));
        }

        draft.Server = draft.Objects.Domain("infrastructure", "server", server);
        foreach (BuildSpan build in assessment.Exposure.Builds.Where(b => b.Precision == BuildPrecision.SecurityUpdate).DistinctBy(b => b.Build))
        {
            draft.Objects.Relate(draft.Server, "consists-of", draft.Objects.Observable("software", new JsonObject
            {
                ["name"] = "Exchange Server",
                ["vendor"] = "Microsoft",
                ["version"] = build.Build.ToString(),
            }));
        }
    }

    internal static void AddVulnerabilities(StixDraft draft)
    {
        HashSet<string> open = [.. draft.Case.Exposure.Windows.Where(w => w.State == ExposureState.Vulnerable).Select(w => w.Vulnerability)];
        foreach (string cve in open.Union(draft.Case.Findings.Select(f => f.Subject)).Where(s => s.StartsWith("CVE-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            string id = draft.Objects.Domain("vulnerability", cve, new JsonObject
            {
                ["name"] = cve,
                ["external_references"] = new JsonArray(new JsonObject { ["source_name"] = "cve", ["external_id"] = cve }),
            });
            draft.Vulnerabilities[cve] = id;
            if (open.Contains(cve))
            {
                draft.Objects.Relate(draft.Server, "has", id);
            }
        }
    }
}
