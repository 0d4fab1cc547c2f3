using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hindcast.Tests.Unit.Conventions;

/// <summary>docs/assessment-schema.md as a schema: holds real files against its tables.</summary>
internal sealed partial class SchemaDocument
{
    private readonly Dictionary<string, List<(string Name, string Type)>> _sections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _words = new(StringComparer.Ordinal);

    internal SchemaDocument(string text)
    {
        foreach (string section in text.Split("\n## ").Skip(1))
        {
            string name = section[..section.IndexOf('\n', StringComparison.Ordinal)];
            _sections[name] = [.. Row().Matches(section).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
        }

        foreach (Match word in WordRow().Matches(text))
        {
            _words[word.Groups[1].Value] = [.. Quoted().Matches(word.Groups[2].Value).Select(m => m.Groups[1].Value)];
        }
    }

    /// <summary>What in a file is not as the document says.</summary>
    internal List<string> Differences(JsonElement assessment)
    {
        List<string> wrong = [];
        Object(assessment, "Assessment", "", wrong);
        return wrong;
    }

    private void Object(JsonElement element, string section, string path, List<string> wrong)
    {
        if (element.ValueKind != JsonValueKind.Object || !_sections.TryGetValue(section, out List<(string Name, string Type)>? rows))
        {
            wrong.Add($"{path}: {element.ValueKind}, {section} in the document");
            return;
        }

        string[] names = [.. element.EnumerateObject().Select(p => p.Name)];
        string[] expected = [.. rows.Where(r => !r.Type.EndsWith(", may be absent", StringComparison.Ordinal) || names.Contains(r.Name)).Select(r => r.Name)];
        if (!names.SequenceEqual(expected, StringComparer.Ordinal))
        {
            wrong.Add($"{path}: {string.Join(", ", names)}; in the document {string.Join(", ", expected)}");
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            string type = rows.First(r => r.Name == property.Name).Type.Replace(", may be absent", "", StringComparison.Ordinal);
            Value(property.Value, type, $"{path}/{property.Name}", wrong);
        }
    }

    private void Value(JsonElement element, string type, string path, List<string> wrong)
    {
        if (type.StartsWith("list of ", StringComparison.Ordinal))
        {
            if (element.ValueKind != JsonValueKind.Array)
            {
                wrong.Add($"{path}: no list");
                return;
            }

            foreach (JsonElement item in element.EnumerateArray())
            {
                Value(item, type["list of ".Length..], path, wrong);
            }

            return;
        }

        if (type.StartsWith('['))
        {
            Object(element, type[1..type.IndexOf(']', StringComparison.Ordinal)], path, wrong);
            return;
        }

        string text = element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
        bool fits = type switch
        {
            "text" => element.ValueKind == JsonValueKind.String,
            "integer" => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out _),
            "boolean" => element.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "time" => Time().IsMatch(text),
            "day" => Day().IsMatch(text),
            "build" => Build().IsMatch(text),
            "object of text" => element.ValueKind == JsonValueKind.Object && element.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String),
            _ => _words.TryGetValue(type, out string[]? words) && words.Contains(text),
        };
        if (!fits)
        {
            wrong.Add($"{path}: {element}, {type} in the document");
        }
    }

    [GeneratedRegex(@"^\| `(\w+)` \| ([^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| (\w+) \| ((?:`\w+`(?:, )?)+) \|$", RegexOptions.Multiline)]
    private static partial Regex WordRow();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{3}|\.\d{7})?Z)?$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$")]
    private static partial Regex Day();

    [GeneratedRegex(@"^\d+\.\d+\.\d+\.\d+$")]
    private static partial Regex Build();
}
