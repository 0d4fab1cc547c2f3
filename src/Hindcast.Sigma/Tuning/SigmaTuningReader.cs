using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Tuning;

/// <summary>Reads tuning files; docs/hunt.md describes their form. Stateless.</summary>
public static class SigmaTuningReader
{
    private static readonly string[] Keys = ["rule", "off", "level", "allow", "reason"];
    private static readonly string[] Actions = ["off", "level", "allow"];
    private static readonly string[] Levels = ["informational", "low", "medium", "high", "critical"];

    /// <summary>Reads one tuning file.</summary>
    /// <param name="file">Its name for diagnostics.</param>
    /// <param name="text">Its text.</param>
    /// <param name="problems">Receives what is wrong; an entry with an error is left out.</param>
    public static IReadOnlyList<SigmaTuningEntry> Read(string file, string text, ICollection<SigmaProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        List<SigmaTuningEntry> entries = [];
        try
        {
            if (SigmaYamlReader.Read(text, 0, SigmaLoadOptions.Default) is not SigmaMap root || root.Find("tuning") is not SigmaList list)
            {
                throw new SigmaYamlException(SigmaDiagnostics.InvalidTuning, 1, 1, "no list of entries", "'tuning:' with a list");
            }

            foreach (SigmaNode item in list.Items)
            {
                try
                {
                    entries.Add(Entry(file, item));
                }
                catch (SigmaYamlException e)
                {
                    Report(e);
                }
            }
        }
        catch (SigmaYamlException e)
        {
            Report(e);
        }

        return entries;

        void Report(SigmaYamlException e)
        {
            // "Found 'resaon'" tells what was meant; nothing else of an entry is guessed.
            string suggestion = e.Message.StartsWith('\'') ? SigmaSpelling.Nearest(e.Message.Trim('\''), Keys) : "";
            problems.Add(SigmaDocument.Problem(
                SigmaDiagnostics.InvalidTuning, file, e.Line, e.Column, e.Message, e.Expected, suggestion, ""));
        }
    }

    private static SigmaTuningEntry Entry(string file, SigmaNode node)
    {
        SigmaMap map = node as SigmaMap ?? throw Fail(node, node.Kind, "a map with 'rule', 'reason' and one of 'off', 'level', 'allow'");
        if (map.Entries.FirstOrDefault(e => !Keys.Contains(e.Key.Text)) is { } unknown)
        {
            throw Fail(unknown.Key, $"'{unknown.Key.Text}'", $"one of {string.Join(", ", Keys)}");
        }

        string[] rules = [.. Items(map.Find("rule") ?? throw Fail(map, "no 'rule'", "'rule:' with ids or titles")).Select(Text)];
        string reason = map.Find("reason") is { } why ? Text(why) : "";
        if (reason.Trim().Length == 0)
        {
            throw Fail(map, "no 'reason'", "'reason:' with the reason, so that others can judge it");
        }

        if (Actions.Count(k => map.Find(k) is not null) != 1)
        {
            throw Fail(map, "none or several of 'off', 'level', 'allow'", "exactly one of them");
        }

        if (rules.Length == 0 || (rules.Contains("*") && map.Find("allow") is null))
        {
            throw Fail(map, rules.Length == 0 ? "no rule" : "'rule: *' without 'allow'", "rules by id or title");
        }

        return new SigmaTuningEntry
        {
            Rules = rules,
            IsOff = map.Find("off") is { } off && (Text(off) == "true" ? true : throw Fail(off, $"off: {Text(off)}", "'off: true'")),
            Level = map.Find("level") is { } level ? Level(level) : null,
            Allow = map.Find("allow") is { } allow ? Allow(allow) : [],
            Reason = reason.Trim(),
            SourceFile = file,
            SourceLine = map.Line,
        };
    }

    private static SigmaLevel Level(SigmaNode node) =>
        Levels.Contains(Text(node)) ? Enum.Parse<SigmaLevel>(Text(node), ignoreCase: true)
        : throw Fail(node, $"level {Text(node)}", $"one of {string.Join(", ", Levels)}");

    private static List<KeyValuePair<string, IReadOnlyList<SigmaPattern>>> Allow(SigmaNode node)
    {
        SigmaMap map = node as SigmaMap ?? throw Fail(node, node.Kind, "a map of fields");
        List<KeyValuePair<string, IReadOnlyList<SigmaPattern>>> fields = [];
        foreach (SigmaMapEntry entry in map.Entries)
        {
            SigmaPattern[] patterns = [.. Items(entry.Value).Select(v => SigmaPattern.Parse(Text(v)))];
            if (patterns.Length == 0 || patterns.Any(p => p.IsAnything))
            {
                throw Fail(entry.Value, "nothing, or a pattern that meets everything", "values or patterns of this field");
            }

            fields.Add(new(entry.Key.Text, patterns));
        }

        return fields.Count > 0 ? fields : throw Fail(node, "no field", "at least one field");
    }

    private static IReadOnlyList<SigmaNode> Items(SigmaNode node) => node is SigmaList list ? list.Items : [node];

    private static string Text(SigmaNode node) => (node as SigmaScalar ?? throw Fail(node, node.Kind, "text")).Text;

    private static SigmaYamlException Fail(SigmaNode node, string found, string expected) =>
        new(SigmaDiagnostics.InvalidTuning, node.Line, node.Column, found, expected);
}
