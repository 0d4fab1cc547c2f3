using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;

namespace Hindcast.Engine.Import;

/// <summary>
/// Attributes of MISP events, alone and in objects. Attributes that are no indicators (texts, links, targets, what is not
/// meant for detection and not an address, name or hash) are left out without a word, because an event is full of them.
/// </summary>
internal static class MispList
{
    private static readonly string[] NoIndicators = ["Targeting data", "External analysis", "Internal reference", "Support Tool", "Other", "Person"];

    /// <summary>The events of a file: one event, or a response or list of several.</summary>
    internal static List<JsonElement> Events(JsonElement root)
    {
        IEnumerable<JsonElement> roots = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : root.Items("response").Append(root);
        return [.. roots.Where(r => r.ValueKind == JsonValueKind.Object && r.TryGetProperty("Event", out JsonElement e) && e.ValueKind == JsonValueKind.Object)
            .Select(r => r.GetProperty("Event"))];
    }

    internal static void Read(JsonElement misp, string name, ImportSink sink)
    {
        foreach (JsonElement attribute in misp.Items("Attribute").Concat(misp.Items("Object").SelectMany(o => o.Items("Attribute"))))
        {
            if (NoIndicators.Contains(attribute.Text("category")))
            {
                continue;
            }

            string[] types = attribute.Text("type").Split('|'), values = attribute.Text("value").Split('|', types.Length);
            string id = attribute.Text("uuid");
            foreach ((int index, string type) in types.Index())
            {
                string value = index < values.Length ? values[index] : "";
                if (type is "port" || (types is ["filename", ..] && types.Length == 2 && index == 0))
                {
                    // Of a file with its hash the hash says it; a port alone says nothing.
                    continue;
                }

                SourceLocation where = new(name);
                if (ListWords.Kind(type) is { } kind)
                {
                    sink.Take(kind, value, new Indicator
                    {
                        Kind = default,
                        Value = "",
                        First = ListWords.Time(attribute.Text("first_seen")),
                        Last = ListWords.Time(attribute.Text("last_seen")),
                        Context = attribute.Text("comment"),
                    }, where, id);
                }
                else
                {
                    sink.Report(IndicatorDiagnostics.UnknownKind, where, $"{id}: {type}: {value}", "an attribute such as ip-dst, domain, url, filename, sha256");
                }
            }
        }
    }
}
