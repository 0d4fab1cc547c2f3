using System.Text.Json;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Bench.Sigma;

/// <summary>Windows events from JSON files as arrays of values.</summary>
internal static class SigmaJsonEvents
{
    public static List<(SigmaEventShape Shape, string?[] Values)> Load(string folder)
    {
        List<(SigmaEventShape, string?[])> events = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Utf8JsonReader reader = new(File.ReadAllBytes(file), new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                events.Add(Event(JsonElement.ParseValue(ref reader)));
            }
        }

        return events;
    }

    private static (SigmaEventShape, string?[]) Event(JsonElement document)
    {
        JsonElement root = document.GetProperty("Event");
        JsonElement system = root.GetProperty("System");
        Dictionary<string, string> constants = new()
        {
            ["Channel"] = Text(system.GetProperty("Channel")),
            ["EventID"] = Text(system.GetProperty("EventID")),
            ["Provider_Name"] = Text(system.GetProperty("Provider").GetProperty("#attributes").GetProperty("Name")),
        };
        List<string> names = ["Computer"];
        List<string?> values = [Text(system.GetProperty("Computer"))];
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

        return (new SigmaEventShape(constants, names), [.. values]);
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(Text)),
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
