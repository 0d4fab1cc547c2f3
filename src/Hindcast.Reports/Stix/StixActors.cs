using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Stix;

/// <summary>
/// Actor clusters as intrusion sets, the published groups that they resemble, the tools that named themselves, and each
/// intrusion as a grouping. A cluster is behaviour: nothing here is attributed to a person or state, and resemblance is
/// <c>related-to</c>, never <c>attributed-to</c>.
/// </summary>
internal sealed partial class StixActors(Assessment assessment, StixObjects objects, string victim, string server)
{
    private const int MaxTools = 50;

    /// <summary>Adds them.</summary>
    /// <param name="techniques">Objects of techniques by id.</param>
    /// <param name="malwareByPage">Objects of pages by file name.</param>
    /// <param name="campaigns">Objects of campaigns by pack.</param>
    /// <param name="observedByClaim">Objects of observed data by observation.</param>
    internal void Add(
        IReadOnlyDictionary<string, string> techniques, IReadOnlyDictionary<string, string> malwareByPage,
        IReadOnlyDictionary<string, string> campaigns, IReadOnlyDictionary<string, string> observedByClaim)
    {
        foreach (ActorCluster cluster in assessment.Actors.Clusters)
        {
            Intrusion[] intrusions = [.. assessment.Intrusions.Where(i => i.Actor == cluster.Id)];
            string set = Set(cluster, intrusions.Length);
            objects.Relate(set, "targets", victim);
            if (cluster.Outcome >= Outcome.Succeeded)
            {
                objects.Relate(set, "compromises", server);
            }

            foreach (string technique in intrusions.SelectMany(i => i.Techniques).Distinct().Order(StringComparer.Ordinal).Where(techniques.ContainsKey))
            {
                objects.Relate(set, "uses", techniques[technique]);
            }

            foreach (string page in intrusions.SelectMany(i => i.Pages).Select(Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).Where(malwareByPage.ContainsKey))
            {
                objects.Relate(set, "uses", malwareByPage[page]);
            }

            Tools(cluster, set);
            Campaigns(intrusions, set, campaigns);
            Resemblances(cluster, set);
            foreach (Intrusion intrusion in intrusions)
            {
                Grouping(intrusion, set, techniques, malwareByPage, observedByClaim);
            }
        }
    }

    private string Set(ActorCluster cluster, int intrusions)
    {
        JsonObject properties = new()
        {
            ["name"] = $"Cluster {cluster.Id}",
            ["description"] = FormattableString.Invariant($"Behaviour that looks like one operator: {intrusions} intrusions on this server, furthest outcome: {cluster.Outcome.ToString().ToLowerInvariant()}. Not a name of a person, group or state. Told by: {string.Join(", ", cluster.Features.Where(f => !f.Common).Select(f => f.Kind).Distinct().DefaultIfEmpty("nothing of its own"))}."),
        };
        if (cluster is { First: { } first, Last: { } last } && first <= last)
        {
            properties["first_seen"] = StixTime.Of(first);
            properties["last_seen"] = StixTime.Of(last);
        }

        return objects.Domain("intrusion-set", $"cluster {cluster.Id}", properties);
    }

    /// <summary>User agents of the form <c>name/version</c> name a tool; browsers name themselves otherwise.</summary>
    private void Tools(ActorCluster cluster, string set)
    {
        foreach (Match tool in cluster.Features.Where(f => f.Kind == "user-agent").Select(f => ToolName().Match(f.Value)).Where(m => m.Success).Take(MaxTools))
        {
            string id = objects.Domain("tool", tool.Value, new JsonObject
            {
                ["name"] = tool.Groups["name"].Value,
                ["description"] = "Named itself so in its user agent, which a client can set as it likes.",
                ["tool_types"] = StixObjects.List(["unknown"]),
                ["tool_version"] = tool.Groups["version"].Value,
            });
            objects.Relate(set, "uses", id);
        }
    }

    private void Campaigns(Intrusion[] intrusions, string set, IReadOnlyDictionary<string, string> campaigns)
    {
        HashSet<string> observations = [.. intrusions.SelectMany(i => i.Observations)];
        foreach (Finding finding in assessment.Findings.Where(f => campaigns.ContainsKey(f.Pack) && f.Observations.Any(observations.Contains)).DistinctBy(f => f.Pack))
        {
            objects.Relate(set, "related-to", campaigns[finding.Pack], description: "Observations of this campaign on this server are counted to the cluster.");
        }
    }

    private void Resemblances(ActorCluster cluster, string set)
    {
        foreach (Resemblance resemblance in cluster.Resemblances)
        {
            string group = objects.Domain("intrusion-set", $"group {resemblance.Group}", new JsonObject
            {
                ["name"] = resemblance.Group,
                ["description"] = $"A published group. Source: {resemblance.Source}.",
            });
            string sentence = $"Consistent with activity published as {resemblance.Group}; that it is the same group is {GradeWords.Of(resemblance.Likelihood)}.";
            objects.Relate(set, "related-to", group, StixObjects.Percent(resemblance.Confidence), sentence);
            objects.Domain("note", $"resemblance {cluster.Id} {resemblance.Group}", new JsonObject
            {
                ["abstract"] = sentence,
                ["content"] = string.Join("\n", ["For:", .. resemblance.For.Select(s => $"- {s.Text}"), "Against:", .. resemblance.Against.Select(s => $"- {s.Text}")]),
                ["object_refs"] = StixObjects.List([set, group]),
            });
        }
    }

    private void Grouping(
        Intrusion intrusion, string set, IReadOnlyDictionary<string, string> techniques, IReadOnlyDictionary<string, string> malwareByPage,
        IReadOnlyDictionary<string, string> observedByClaim)
    {
        IEnumerable<string> shown = intrusion.Stages.Where(s => s.State == StageState.Shown).Select(s => $"- {GradeWords.Of(s.Rung)}: {s.Because}");
        objects.Domain("grouping", $"intrusion {intrusion.Id}", new JsonObject
        {
            ["name"] = $"{intrusion.Id} {intrusion.Title}",
            ["description"] = string.Join("\n", ["Observations joined to one intrusion. Shown by evidence:", .. shown]),
            ["context"] = "suspicious-activity",
            ["object_refs"] = StixObjects.List(
            [
                set, server,
                .. intrusion.Techniques.Where(techniques.ContainsKey).Select(t => techniques[t]).Distinct(),
                .. intrusion.Pages.Select(Name).Where(malwareByPage.ContainsKey).Select(p => malwareByPage[p]).Distinct(),
                .. intrusion.Observations.Where(observedByClaim.ContainsKey).Select(o => observedByClaim[o]).Distinct(),
            ]),
        });
    }

    private static string Name(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    [GeneratedRegex("^(?!Mozilla/)(?<name>[A-Za-z][A-Za-z0-9._-]{1,40})/(?<version>v?[0-9][0-9A-Za-z.]{0,20})$", RegexOptions.CultureInvariant)]
    private static partial Regex ToolName();
}
