using Hindcast.Analysis.Campaigns;

namespace Hindcast.Engine.Packs;

/// <summary>Reads <c>pack.yml</c>: what the campaign is. Keys are in docs/packs.md.</summary>
internal static class PackFileReader
{
    private const string File = "pack.yml";
    private const int Schema = 1;

    /// <summary>Reads it; null when there was trouble, which is in <paramref name="problems"/>.</summary>
    /// <param name="id">Name of the pack's folder.</param>
    /// <param name="text">The file.</param>
    /// <param name="products">How to speak of products, by name.</param>
    /// <param name="problems">Takes the trouble.</param>
    internal static Campaign? Read(string id, string text, IReadOnlyDictionary<string, ProductWords> products, PackProblems problems)
    {
        int before = problems.All.Count;
        if (YamlSection.Open(text, File, PackDiagnostics.NotReadable, problems) is not { } root)
        {
            return null;
        }

        root.Allow(
            "schema", "id", "name", "product", "disclosed", "first-known-use", "first-known-use-source", "vulnerabilities", "chain",
            "evidence", "logs", "assessable", "references");
        if (root.Number("schema", 0) != Schema)
        {
            root.Report("schema", $"schema {root.Text("schema")}", "schema 1");
        }

        if (root.Text("id") is { Length: > 0 } stated && stated != id)
        {
            root.Report("id", $"'{stated}'", $"the name of the folder, {id}");
        }

        _ = root.Texts("references");
        Campaign campaign = new()
        {
            Id = id,
            Name = root.Text("name", isNeeded: true),
            Disclosed = root.Day("disclosed"),
            FirstKnownUse = root.Day("first-known-use"),
            FirstKnownUseSource = root.Text("first-known-use-source"),
            Vulnerabilities = [.. root.Sections("vulnerabilities").Select(Flaw)],
            Detections = new Dictionary<string, DetectionMeaning>(),
            Chain = root.Section("chain") is { } chain ? Chain(chain) : null,
            Evidence = root.Texts("evidence"),
            Logs = [.. root.Sections("logs").Select(Log)],
            Checks = [.. root.Sections("assessable").Select(Check)],
            Words = products.GetValueOrDefault(root.Text("product")) ?? ProductWords.Plain,
            Actions = [],
        };
        if (campaign is { Disclosed: null, Vulnerabilities.Count: > 0 })
        {
            root.Report("disclosed", "vulnerabilities and no 'disclosed'", "the day the world learned of it");
        }

        return problems.All.Count == before ? campaign : null;
    }

    private static Vulnerability Flaw(YamlSection map)
    {
        map.Allow("id", "title", "fix-published", "affects", "precondition", "not-assessable");
        return new Vulnerability(
            map.Text("id", isNeeded: true), map.Text("title", isNeeded: true), map.Day("fix-published", isNeeded: true) ?? default,
            map.Texts("affects"), map.Text("precondition"))
        {
            NotAssessable = map.Text("not-assessable"),
        };
    }

    private static StepChain Chain(YamlSection map)
    {
        map.Allow("subject", "steps", "window-minutes", "because");
        return new StepChain(
            map.Text("subject", isNeeded: true), map.Texts("steps"), TimeSpan.FromMinutes(map.Number("window-minutes", 30)),
            map.Text("because", isNeeded: true));
    }

    private static SubjectCheck Check(YamlSection map)
    {
        map.Allow("subject", "logs", "rule", "needs");
        SubjectCheck check = new(map.Text("subject", isNeeded: true), map.Text("logs"), map.Text("rule"), map.Text("needs", isNeeded: true));
        if (check.Logs.Length + check.Rule.Length == 0)
        {
            map.Report("logs", "neither 'logs' nor 'rule'", "what would show the subject");
        }

        return check;
    }

    private static (string Name, string Tells) Channel(YamlSection map)
    {
        map.Allow("name", "tells");
        return (map.Text("name", isNeeded: true), map.Text("tells", isNeeded: true));
    }

    private static NeededLog Log(YamlSection map)
    {
        map.Allow("kind", "name", "path", "tells", "channels");
        return new NeededLog(
            map.Text("kind", isNeeded: true), map.Text("name", isNeeded: true), map.Text("path"), map.Text("tells", isNeeded: true))
        {
            Channels = [.. map.Sections("channels").Select(Channel)],
        };
    }
}
