using System.Collections.Frozen;
using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Sigma;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Engine.Packs;

/// <summary>Reads the <c>hindcast</c> block of a rule or correlation: what its matches mean.</summary>
internal static class MeaningReader
{
    /// <summary>The keys of the block.</summary>
    internal static readonly string[] Keys = ["subject", "step", "role", "outcome", "rung", "persists", "removes", "thing", "generic", "because"];

    /// <summary>The words for rungs.</summary>
    internal static readonly FrozenDictionary<string, Rung> Rungs = new Dictionary<string, Rung>
    {
        ["probed"] = Rung.Probed,
        ["attempted"] = Rung.Attempted,
        ["reached"] = Rung.Reached,
        ["succeeded"] = Rung.Succeeded,
        ["placed"] = Rung.CodePlaced,
        ["used"] = Rung.CodeUsed,
        ["accessed"] = Rung.Accessed,
        ["data-out"] = Rung.DataOut,
        ["spread"] = Rung.Spread,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Short names of ATT&amp;CK's tactics for enterprises, version 18.</summary>
    internal static readonly FrozenSet<string> Tactics = new[]
    {
        "reconnaissance", "resource-development", "initial-access", "execution", "persistence", "privilege-escalation",
        "defense-evasion", "credential-access", "discovery", "lateral-movement", "collection", "command-and-control",
        "exfiltration", "impact",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads it; null when it is not usable.</summary>
    /// <param name="header">Header of the rule or correlation.</param>
    /// <param name="trouble">What is wrong when it is not usable, with the place in the file; else null.</param>
    internal static DetectionMeaning? Read(SigmaHeader header, out (SigmaNode? At, string Found, string Expected)? trouble)
    {
        trouble = null;
        if (!header.CustomFields.TryGetValue("hindcast", out SigmaNode? node) || node is not SigmaMap map)
        {
            trouble = (node, "no map 'hindcast'", "hindcast: with subject, role, outcome, because");
            return null;
        }

        if (map.Entries.FirstOrDefault(e => !Keys.Contains(e.Key.Text)) is { } unknown)
        {
            trouble = (unknown.Key, $"key '{unknown.Key.Text}'", $"one of {string.Join(", ", Keys)}");
            return null;
        }

        string Text(string key) => (map.Find(key) as SigmaScalar)?.Text.Trim() ?? "";
        (SigmaNode? At, string Found, string Expected) Wrong(string key, string expected) =>
            (map.Find(key) ?? map, Text(key).Length > 0 ? $"'{Text(key)}' as {key}" : $"no {key}", expected);
        trouble =
            Text("subject").Length == 0 ? Wrong("subject", "a CVE id or a kind")
            : Text("because").Length == 0 ? Wrong("because", "one sentence")
            : !TryWord(Text("role"), out ObservationRole role) ? Wrong("role", Words<ObservationRole>())
            : !TryWord(Text("outcome"), out Outcome outcome) ? Wrong("outcome", Words<Outcome>())
            : map.Find("rung") is not null && !Rungs.ContainsKey(Text("rung")) ? Wrong("rung", string.Join(", ", Rungs.Keys.Order(StringComparer.Ordinal)))
            : Text("generic") is not ("" or "true" or "false") ? Wrong("generic", "true or false")
            : Text("persists") is not ("" or "true" or "false") ? Wrong("persists", "true or false")
            : Text("removes") is not ("" or "true" or "false") ? Wrong("removes", "true or false")
            : null;
        if (trouble is not null)
        {
            return null;
        }

        _ = TryWord(Text("role"), out role);
        _ = TryWord(Text("outcome"), out outcome);
        return new DetectionMeaning(
            header.Id, header.Title, Text("subject"), Text("step"), role, outcome, Text("generic") == "true", Text("because"),
            Technique(header))
        {
            Rung = Rungs.TryGetValue(Text("rung"), out Rung rung) ? rung : DetectionMeaning.RungOf(outcome),
            Persists = Text("persists") == "true",
            Thing = Text("thing"),
            Removes = Text("removes") == "true",
            Tactic = Tactic(header),
        };
    }

    /// <summary>True for a word of an enumeration, never for a number.</summary>
    internal static bool TryWord<T>(string text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out value);
    }

    /// <summary>The words of an enumeration, for people.</summary>
    internal static string Words<T>()
        where T : struct, Enum =>
        string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()));

    private static string Technique(SigmaHeader header) => header.Tags
        .Where(t => t.StartsWith("attack.t", StringComparison.OrdinalIgnoreCase) && t.Length > 8 && char.IsAsciiDigit(t[8]))
        .Select(t => t[7..].ToUpperInvariant()).FirstOrDefault("");

    private static string Tactic(SigmaHeader header) => header.Tags
        .Where(t => t.StartsWith("attack.", StringComparison.OrdinalIgnoreCase))
        .Select(t => t[7..].ToLowerInvariant().Replace('_', '-')).FirstOrDefault(Tactics.Contains, "");
}
