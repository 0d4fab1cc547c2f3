using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Mappings;

/// <summary>Reads mapping files; docs/sigma.md describes their form. Stateless.</summary>
public static class SigmaMappingReader
{
    private static readonly string[] FieldKeys = ["field", "join", "with", "blank", "decode", "values", "prefixes"];

    /// <summary>Reads one mapping file.</summary>
    /// <param name="file">Its name for diagnostics.</param>
    /// <param name="text">Its text.</param>
    /// <param name="problems">Receives what is wrong; a mapping with an error is left out.</param>
    public static IReadOnlyList<SigmaMapping> Read(string file, string text, ICollection<SigmaProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        List<SigmaMapping> mappings = [];
        try
        {
            if (SigmaYamlReader.Read(text, 0, SigmaLoadOptions.Default) is not SigmaMap root || root.Find("mappings") is not SigmaList list)
            {
                throw new SigmaYamlException(SigmaDiagnostics.InvalidMapping, 1, 1, "no list of mappings", "'mappings:' with a list");
            }

            foreach (SigmaNode item in list.Items)
            {
                try
                {
                    mappings.AddRange(Mappings(file, item));
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

        return mappings;

        void Report(SigmaYamlException e) => problems.Add(SigmaDocument.Problem(
            SigmaDiagnostics.InvalidMapping, file, e.Line, e.Column, e.Message, e.Expected, "", ""));
    }

    /// <summary>One item of the list; a list of log sources stands for as many mappings.</summary>
    private static IEnumerable<SigmaMapping> Mappings(string file, SigmaNode node)
    {
        SigmaMap map = Map(node);
        List<SigmaMappedSource> sources = [.. Items(Need(map, "sources")).Select(Source)];
        foreach (SigmaNode item in Items(Need(map, "logsource")))
        {
            SigmaMap logSource = Map(item);
            yield return new SigmaMapping(
                new SigmaLogSource(Text(logSource, "category"), Text(logSource, "product"), Text(logSource, "service"), ""), sources, file, item.Line);
        }
    }

    private static SigmaMappedSource Source(SigmaNode node)
    {
        SigmaMap map = Map(node);
        List<KeyValuePair<string, IReadOnlyList<string>>> when = [];
        foreach (SigmaMapEntry entry in Map(Need(map, "when")).Entries)
        {
            when.Add(new(entry.Key.Text, [.. Items(entry.Value).Select(Text)]));
        }

        Dictionary<string, SigmaFieldMap> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (SigmaMapEntry entry in map.Find("fields") is { } f ? Map(f).Entries : [])
        {
            fields[entry.Key.Text] = Field(entry.Value);
        }

        return new SigmaMappedSource(when, fields);
    }

    private static SigmaFieldMap Field(SigmaNode node)
    {
        if (node is not SigmaMap map)
        {
            return new SigmaFieldMap { Names = [.. Items(node).Select(Text)] };
        }

        if (map.Entries.FirstOrDefault(e => !FieldKeys.Contains(e.Key.Text)) is { } unknown)
        {
            throw Fail(unknown.Key, $"'{unknown.Key.Text}'", $"one of {string.Join(", ", FieldKeys)}");
        }

        SigmaNode? joined = map.Find("join");
        return new SigmaFieldMap
        {
            Names = [.. Items(joined ?? Need(map, "field")).Select(Text)],
            IsJoined = joined is not null,
            Joiner = Text(map, "with"),
            Blank = Text(map, "blank"),
            IsDecoded = Text(map, "decode") == "true",
            Values = Pairs(map, "values").ToDictionary(StringComparer.OrdinalIgnoreCase),
            Prefixes = [.. Pairs(map, "prefixes")],
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(SigmaMap map, string key) =>
        map.Find(key) is { } node ? Map(node).Entries.Select(e => KeyValuePair.Create(e.Key.Text, Text(e.Value))) : [];

    private static SigmaNode Need(SigmaMap map, string key) =>
        map.Find(key) ?? throw Fail(map, $"no '{key}'", $"'{key}:'");

    private static SigmaMap Map(SigmaNode node) => node as SigmaMap ?? throw Fail(node, node.Kind, "a map");

    private static IReadOnlyList<SigmaNode> Items(SigmaNode node) => node is SigmaList list ? list.Items : [node];

    private static string Text(SigmaNode node) => (node as SigmaScalar ?? throw Fail(node, node.Kind, "text")).Text;

    private static string Text(SigmaMap map, string key) => map.Find(key) is { } node ? Text(node) : "";

    private static SigmaYamlException Fail(SigmaNode node, string found, string expected) =>
        new(SigmaDiagnostics.InvalidMapping, node.Line, node.Column, found, expected);
}
