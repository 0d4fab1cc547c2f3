using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Stix;

/// <summary>
/// Actor clusters as intrusion sets, the published groups that they resemble, the tools that named themselves, and each
/// intrusion as a grouping. A cluster is behaviour: nothing here is attributed to a person or state, and resemblance is
/// <c>related-to</c>, never <c>attributed-to</c>; a group that is less likely than not is not named at all.
/// </summary>
internal static partial class StixActors
{
    private const int MaxTools = 50;

    /// <summary>Names of clients that every organisation has. Attackers give themselves these names to pass as one of them.</summary>
    private static readonly string[] CommonClients =
        ["ExchangeServicesClient", "Exchange", "Microsoft", "MSExchange", "MSRPC", "MAPI", "Outlook", "ActiveSync", "Apple", "Android", "iOS", "Skype", "Lync", "Teams"];

    /// <summary>Adds them.</summary>
    internal static void Add(StixDraft draft)
    {
        foreach (ActorCluster cluster in draft.Case.Actors.Clusters)
        {
            Intrusion[] intrusions = [.. draft.Case.Intrusions.Where(i => i.Actor == cluster.Id)];
            string set = Set(draft.Objects, cluster, intrusions.Length);
            draft.Objects.Relate(set, "targets", draft.Victim);
            if (cluster.Outcome >= Outcome.Succeeded)
            {
                draft.Objects.Relate(set, "compromises", draft.Server);
            }

            foreach (string technique in intrusions.SelectMany(i => i.Techniques).Distinct().Order(StringComparer.Ordinal).Where(draft.Techniques.ContainsKey))
            {
                draft.Objects.Relate(set, "uses", draft.Techniques[technique]);
            }

            foreach (string page in intrusions.SelectMany(i => i.Pages).Select(StixPages.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(draft.Pages.ContainsKey))
            {
                draft.Objects.Relate(set, "uses", draft.Pages[page]);
            }

            Tools(draft.Objects, cluster, set);
            foreach (string campaign in draft.CampaignsOf(intrusions.SelectMany(i => i.Observations)))
            {
                draft.Objects.Relate(set, "related-to", campaign, description: "Observations of this campaign on this server are counted to the cluster.");
            }

            Resemblances(draft.Objects, cluster, set);
            foreach (Intrusion intrusion in intrusions)
            {
                Grouping(draft, intrusion, set);
            }
        }
    }

    private static string Set(StixObjects objects, ActorCluster cluster, int intrusions)
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
    private static void Tools(StixObjects objects, ActorCluster cluster, string set)
    {
        foreach (Match tool in cluster.Features.Where(f => f.Kind == "user-agent").Select(f => ToolName().Match(f.Value))
            .Where(m => m.Success && !Array.Exists(CommonClients, c => m.Value.StartsWith(c, StringComparison.OrdinalIgnoreCase))).Take(MaxTools))
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

    private static void Resemblances(StixObjects objects, ActorCluster cluster, string set)
    {
        foreach (Resemblance resemblance in cluster.Resemblances.Where(r => GradeWords.IsWorthNaming(r.Likelihood)))
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

    private static void Grouping(StixDraft draft, Intrusion intrusion, string set)
    {
        IEnumerable<string> shown = intrusion.Stages.Where(s => s.State == StageState.Shown).Select(s => $"- {GradeWords.Of(s.Rung)}: {s.Because}");
        draft.Objects.Domain("grouping", $"intrusion {intrusion.Id}", new JsonObject
        {
            ["name"] = $"{intrusion.Id} {intrusion.Title}",
            ["description"] = string.Join("\n", ["Observations joined to one intrusion. Shown by evidence:", .. shown]),
            ["context"] = "suspicious-activity",
            ["object_refs"] = StixObjects.List(
            [
                set, draft.Server,
                .. intrusion.Techniques.Where(draft.Techniques.ContainsKey).Select(t => draft.Techniques[t]).Distinct(),
                .. intrusion.Pages.Select(StixPages.Key).Where(draft.Pages.ContainsKey).Select(p => draft.Pages[p]).Distinct(),
                .. intrusion.Observations.Where(draft.ObservedByClaim.ContainsKey).Select(o => draft.ObservedByClaim[o]).Distinct(),
            ]),
        });
    }

    [GeneratedRegex("^(?!Mozilla/)(?<name>[A-Za-z][A-Za-z0-9._-]{1,40})/(?<version>v?[0-9][0-9A-Za-z.]{0,20})$", RegexOptions.CultureInvariant)]
    private static partial Regex ToolName();
}
