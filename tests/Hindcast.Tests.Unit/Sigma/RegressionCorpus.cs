using System.Text.Json;
using System.Text.RegularExpressions;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Loading;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>SigmaHQ's rules and the events on which they must fire, as JSON.</summary>
internal static partial class RegressionCorpus
{
    public static readonly Lazy<SigmaLoadResult> Rules = new(() =>
    {
        string root = SharedData.Unpacked("sigma-rules");
        SigmaLoadResult[] parts = [.. new[] { "rules", "rules-emerging-threats", "rules-threat-hunting" }.Select(f => SigmaLoader.LoadFolder(Path.Combine(root, f)))];
        return new SigmaLoadResult(
            [.. parts.SelectMany(p => p.Rules)], [], [], [.. parts.SelectMany(p => p.Problems)], parts.Sum(p => p.FileCount), parts.Sum(p => p.DocumentCount));
    });

    /// <summary>The cases: id of the rule, how often it must fire (0: at least once), JSON of the events.</summary>
    public static IEnumerable<(string RuleId, int Count, string Evtx, string Json)> Cases()
    {
        string root = SharedData.Unpacked("sigma-regression");
        foreach (string info in Directory.EnumerateFiles(root, "info.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string text = File.ReadAllText(info);
            string folder = Path.GetDirectoryName(info)!;
            string json = Directory.EnumerateFiles(folder, "*.json").Single();
            string rule = RuleId().Match(text[text.IndexOf("rule_metadata", StringComparison.Ordinal)..]).Groups[1].Value;
            Match count = MatchCount().Match(text);
            yield return (rule, count.Success ? int.Parse(count.Groups[1].Value, null) : 0, Directory.EnumerateFiles(folder, "*.evtx").Single(), json);
        }
    }

    /// <summary>The events of a JSON file with their shapes.</summary>
    public static IEnumerable<(SigmaEventShape Shape, ArraySlots Slots)> Events(string jsonFile)
    {
        byte[] bytes = File.ReadAllBytes(jsonFile);
        List<JsonElement> documents = [];
        Utf8JsonReader reader = new(bytes, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            documents.Add(JsonElement.ParseValue(ref reader));
        }

        return documents.Select(Event);
    }

    private static (SigmaEventShape, ArraySlots) Event(JsonElement document)
    {
        JsonElement root = document.GetProperty("Event");
        JsonElement system = root.GetProperty("System");
        Dictionary<string, string> constants = new()
        {
            ["Channel"] = Text(system.GetProperty("Channel")),
            ["EventID"] = Text(system.GetProperty("EventID")),
            ["Provider_Name"] = Text(system.GetProperty("Provider").GetProperty("#attributes").GetProperty("Name")),
        };
        List<string> names = ["Computer", "Level"];
        List<string?> values = [Text(system.GetProperty("Computer")), Text(system.GetProperty("Level"))];
        foreach (string section in new[] { "EventData", "UserData" })
        {
            if (root.TryGetProperty(section, out JsonElement data) && data.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty field in data.EnumerateObject())
                {
                    names.Add(field.Name);
                    values.Add(Text(field.Value));
                }
            }
        }

        return (new SigmaEventShape(constants, names), new ArraySlots([.. values], string.Join(' ', values)));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object when value.TryGetProperty("#text", out JsonElement inner) => Text(inner),
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(Text)),
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    [GeneratedRegex(@"- id: ([0-9a-f-]{36})")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"match_count: (\d+)")]
    private static partial Regex MatchCount();
}
