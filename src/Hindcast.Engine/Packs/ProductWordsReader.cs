using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;

namespace Hindcast.Engine.Packs;

/// <summary>Reads <c>answers.yml</c> of a product: how the answers speak of it. Keys are in docs/packs.md.</summary>
internal static class ProductWordsReader
{
    /// <summary>The file's name.</summary>
    internal const string File = "answers.yml";

    private static readonly Outcome[] Outcomes = [Outcome.Reached, Outcome.Succeeded, Outcome.Used];

    /// <summary>Reads it; null when there was trouble, which is in <paramref name="problems"/>.</summary>
    internal static ProductWords? Read(string product, string text, PackProblems problems)
    {
        int before = problems.All.Count;
        if (YamlSection.Open(text, File, PackDiagnostics.NotReadable, problems) is not { } root)
        {
            return null;
        }

        root.Allow(
            "build-sources", "headline", "broken-into", "finding", "first-reached", "impact", "personal-data", "impact-logs", "byte-logs", "persistence-logs",
            "persistence-seen-in", "nothing-placed", "not-collected", "seen-earlier-logs", "baseline",
            "several-machines");
        ProductWords plain = ProductWords.Plain;
        string Or(string key, string otherwise) => root.Text(key) is { Length: > 0 } said ? said : otherwise;
        ProductWords words = new()
        {
            Product = product,
            SpansMachines = root.Flag("several-machines"),
            BuildSources = Or("build-sources", plain.BuildSources),
            Headlines = ByOutcome(root.Section("headline")),
            BrokenInto = ByOutcome(root.Section("broken-into")),
            Findings = ByOutcome(root.Section("finding")),
            FirstReached = Or("first-reached", plain.FirstReached),
            Impact = ByOutcome(root.Section("impact")),
            PersonalData = ByOutcome(root.Section("personal-data")),
            ImpactLogs = [.. root.Sections("impact-logs").Select(Wish)],
            ByteLogs = Or("byte-logs", plain.ByteLogs),
            PersistenceLogs = [.. root.Sections("persistence-logs").Select(Wish)],
            PersistenceSeenIn = Or("persistence-seen-in", plain.PersistenceSeenIn),
            NothingPlaced = Or("nothing-placed", plain.NothingPlaced),
            NotCollected = Or("not-collected", plain.NotCollected),
            SeenEarlierLogs = Or("seen-earlier-logs", plain.SeenEarlierLogs),
            Baseline = Or("baseline", plain.Baseline),
        };
        return problems.All.Count == before ? words : null;
    }

    private static Dictionary<Outcome, string> ByOutcome(YamlSection? map)
    {
        Dictionary<Outcome, string> words = [];
        map?.Allow([.. Outcomes.Select(Key)]);
        foreach (Outcome outcome in Outcomes)
        {
            if (map?.Text(Key(outcome)) is { Length: > 0 } text)
            {
                words.Add(outcome, text);
            }
        }

        return words;
    }

    private static string Key(Outcome outcome) => outcome.ToString().ToLowerInvariant();

    private static LogWish Wish(YamlSection map)
    {
        map.Allow("kinds", "missing");
        return new LogWish(map.Text("kinds", isNeeded: true), map.Text("missing", isNeeded: true));
    }
}
