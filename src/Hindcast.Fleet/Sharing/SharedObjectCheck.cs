using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hindcast.Reports.Sharing;

namespace Hindcast.Fleet.Sharing;

/// <summary>Holds an object that comes from outside to what the server can answer for: form, size, and its marking.</summary>
internal static partial class SharedObjectCheck
{
    /// <summary>Longest object, in characters of JSON.</summary>
    private const int MaxCharacters = 1 << 20;

    /// <summary>Version of objects that have no time of their own.</summary>
    private const string NoTime = "1970-01-01T00:00:00.000000Z";

    /// <summary>Markings of TLP 1 in STIX 2.1, section 7.2.1.4: other ids for levels that are still about.</summary>
    private static readonly Dictionary<string, TlpLevel> Markings = new(StringComparer.Ordinal)
    {
        ["marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"] = TlpLevel.Clear,
        ["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"] = TlpLevel.Green,
        ["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"] = TlpLevel.Amber,
        ["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"] = TlpLevel.Red,
        [TlpLabel.MarkingId(TlpLevel.Clear)] = TlpLevel.Clear,
        [TlpLabel.MarkingId(TlpLevel.Green)] = TlpLevel.Green,
        [TlpLabel.MarkingId(TlpLevel.Amber)] = TlpLevel.Amber,
        [TlpLabel.MarkingId(TlpLevel.AmberStrict)] = TlpLevel.AmberStrict,
        [TlpLabel.MarkingId(TlpLevel.Red)] = TlpLevel.Red,
    };

    /// <summary>Says what is wrong with an object for a collection of this level.</summary>
    internal static SharedVerdict Judge(JsonElement value, TlpLevel level)
    {
        string? id = Text(value, "id"), type = Text(value, "type");
        if (id is null || type is null || !Id().IsMatch(id) || !id.StartsWith(type + "--", StringComparison.Ordinal))
        {
            return new SharedVerdict("", "", "an object has a type, and an id of that type with a UUID");
        }

        string? time = Text(value, "modified") ?? Text(value, "created");
        string version = NoTime;
        if (time is not null)
        {
            if (!DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset parsed))
            {
                return new SharedVerdict(id, "", "its version is no time");
            }

            version = Stamp(parsed);
        }

        string? problem = value.GetRawText().Length > MaxCharacters ? "it is too long"
            : value.TryGetProperty("spec_version", out JsonElement spec) && !spec.ValueEquals(SharedQuery.Spec) ? $"it is not of STIX {SharedQuery.Spec}"
            : Levels(value).Any(l => l > level) ? $"it is marked more closed than {TlpLabel.Name(level)}"
            : null;
        return new SharedVerdict(id, version, problem);
    }

    /// <summary>A time as versions have it: fixed digits, so that texts sort as times.</summary>
    internal static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<TlpLevel> Levels(JsonElement value)
    {
        IEnumerable<JsonElement> references = List(value, "object_marking_refs")
            .Concat(List(value, "granular_markings").Where(g => g.ValueKind == JsonValueKind.Object && g.TryGetProperty("marking_ref", out _)).Select(g => g.GetProperty("marking_ref")));
        foreach (JsonElement reference in references)
        {
            if (reference.ValueKind == JsonValueKind.String && Markings.TryGetValue(reference.GetString()!, out TlpLevel level))
            {
                yield return level;
            }
        }
    }

    private static JsonElement[] List(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,60}--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
