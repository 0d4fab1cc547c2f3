using System.Text.Json;

namespace Hindcast.Engine.Import;

/// <summary>Members of JSON objects that others wrote: what is missing or of another type is "".</summary>
internal static class JsonFields
{
    internal static string Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member)
            ? member.ValueKind switch
            {
                JsonValueKind.String => member.GetString() ?? "",
                JsonValueKind.Number => member.GetRawText(),
                _ => "",
            }
            : "";

    internal static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Array
            ? member.EnumerateArray()
            : [];
}
