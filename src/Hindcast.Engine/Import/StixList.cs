using System.Globalization;
using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Stix;

namespace Hindcast.Engine.Import;

/// <summary>
/// Indicators of a STIX bundle. Times and numbers come from their sightings, where there are any, else from
/// <c>valid_from</c>. Other objects are context that a pack has no use for.
/// </summary>
internal static class StixList
{
    internal static void Read(JsonElement objects, string name, ImportSink sink)
    {
        ILookup<string, JsonElement> sightings = objects.EnumerateArray().Where(o => o.Text("type") == "sighting")
            .ToLookup(o => o.Text("sighting_of_ref"), StringComparer.Ordinal);
        foreach (JsonElement stix in objects.EnumerateArray().Where(o => o.Text("type") == "indicator"))
        {
            string id = stix.Text("id"), pattern = stix.Text("pattern");
            SourceLocation where = new(name);
            if (stix.TryGetProperty("revoked", out JsonElement revoked) && revoked.ValueKind == JsonValueKind.True)
            {
                continue;
            }

            if (stix.Text("pattern_type") is not ("stix" or "") || StixPattern.Values(pattern) is not { } values)
            {
                sink.Report(IndicatorDiagnostics.PatternNotSimple, where, $"{id}: {pattern}", "a choice of values, such as [ipv4-addr:value = '...' OR ...]");
                continue;
            }

            foreach ((IndicatorKind kind, string value) in values)
            {
                sink.Take(kind, value, Told(stix, [.. sightings[id]]), where, id);
            }
        }
    }

    private static Indicator Told(JsonElement stix, JsonElement[] sightings) => new()
    {
        Kind = default,
        Value = "",
        First = sightings.Length == 0
            ? ListWords.Time(stix.Text("valid_from"))
            : sightings.Select(s => ListWords.Time(s.Text("first_seen"))).Where(t => t is not null).Order().FirstOrDefault(),
        Last = sightings.Select(s => ListWords.Time(s.Text("last_seen"))).Where(t => t is not null).Order().LastOrDefault(),
        Sightings = sightings.Sum(s => long.TryParse(s.Text("count"), NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count < 1_000_000_000 ? count : 1),
        Context = stix.Text("description") is { Length: > 0 } text ? text : stix.Text("name"),
    };
}
