using System.Security.Cryptography;
using System.Text;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Loading;

/// <summary>Reads what rules, correlations and filters have in common.</summary>
internal static class SigmaHeaderReader
{
    private static readonly string[] KnownKeys =
    [
        "title", "id", "name", "related", "taxonomy", "status", "description", "license", "author", "references", "date",
        "modified", "logsource", "detection", "fields", "falsepositives", "level", "tags", "scope", "correlation", "filter",
        "action",
    ];

    private static readonly string[] Levels = ["informational", "low", "medium", "high", "critical"];
    private static readonly string[] Statuses = ["stable", "test", "experimental", "deprecated", "unsupported"];

    public static SigmaHeader Read(SigmaDocument document, string text)
    {
        SigmaMap root = document.Root;
        string title = Text(document, "title");
        if (title.Length == 0)
        {
            document.Report(SigmaDiagnostics.MissingKey, root, "no title", "'title: ...'", Near(root, "title"));
        }

        string id = Text(document, "id");
        bool isIdStated = id.Length > 0;
        Dictionary<string, SigmaNode> custom = new(StringComparer.Ordinal);
        foreach (SigmaMapEntry entry in root.Entries.Where(e => !KnownKeys.Contains(e.Key.Text)))
        {
            custom[entry.Key.Text] = entry.Value;
            string nearest = SigmaSpelling.Nearest(entry.Key.Text, KnownKeys);
            if (nearest.Length > 0 && root.Find(nearest) is null)
            {
                document.Report(SigmaDiagnostics.LikelyTypo, entry.Key, $"'{entry.Key.Text}'", "a key of the specification or a custom one", nearest);
            }
        }

        return new SigmaHeader
        {
            Id = isIdStated ? id : "text-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8)),
            IsIdStated = isIdStated,
            Name = Text(document, "name"),
            Title = title,
            Status = Choice(document, "status", Statuses),
            Level = (SigmaLevel)(Array.IndexOf(Levels, Choice(document, "level", Levels)) + 1),
            Description = Text(document, "description"),
            Author = Text(document, "author"),
            Date = Text(document, "date"),
            Modified = Text(document, "modified"),
            Tags = Texts(document, "tags"),
            References = Texts(document, "references"),
            FalsePositives = Texts(document, "falsepositives"),
            Fields = Texts(document, "fields"),
            CustomFields = custom,
            SourceFile = document.File,
            SourceLine = root.Line,
        };
    }

    /// <summary>A key that is there and looks like the one that is missing, or empty.</summary>
    public static string Near(SigmaMap map, string missing) =>
        SigmaSpelling.Nearest(missing, map.Entries.Select(e => e.Key.Text).Where(k => !KnownKeys.Contains(k))) is { Length: > 0 } ? missing : "";

    private static string Text(SigmaDocument document, string key)
    {
        switch (document.Root.Find(key))
        {
            case null:
            case SigmaScalar { IsNull: true }:
                return "";
            case SigmaScalar scalar:
                return scalar.Text;
            case SigmaList list when key is "author" && list.Items.All(i => i is SigmaScalar):
                return string.Join(", ", list.Items);
            case var other:
                document.Report(SigmaDiagnostics.WrongType, other, $"{other.Kind} as '{key}'", "text");
                return "";
        }
    }

    private static string[] Texts(SigmaDocument document, string key)
    {
        switch (document.Root.Find(key))
        {
            case null:
            case SigmaScalar { IsNull: true }:
                return [];
            case SigmaScalar scalar:
                return [scalar.Text];
            case SigmaList list when list.Items.All(i => i is SigmaScalar):
                return [.. list.Items.Cast<SigmaScalar>().Select(s => s.Text)];
            case var other:
                document.Report(SigmaDiagnostics.WrongType, other, $"{other.Kind} as '{key}'", "a list of texts");
                return [];
        }
    }

    private static string Choice(SigmaDocument document, string key, string[] choices)
    {
        string value = Text(document, key);
        string lower = value.ToLowerInvariant();
        if (value.Length == 0 || choices.Contains(lower))
        {
            return lower;
        }

        document.Report(
            SigmaDiagnostics.UnknownChoice, document.Root.Find(key)!, $"{key} '{value}'", $"one of {string.Join(", ", choices)}",
            SigmaSpelling.Nearest(value, choices));
        return "";
    }
}
