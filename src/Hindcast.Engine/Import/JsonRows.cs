using System.Globalization;
using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;

namespace Hindcast.Engine.Import;

/// <summary>A JSON list of rows with the columns of a table, as Microsoft published its indicators in 2021.</summary>
internal static class JsonRows
{
    internal static void Read(JsonElement rows, string name, ImportSink sink)
    {
        foreach ((int index, JsonElement row) in rows.EnumerateArray().Index())
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"row {index + 1}");
            Dictionary<string, string> cells = [];
            if (row.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in row.EnumerateObject())
                {
                    cells.TryAdd(ListWords.Column(property.Name), row.Text(property.Name));
                }
            }

            string value = row.ValueKind == JsonValueKind.String ? row.GetString()! : cells.GetValueOrDefault("value", "");
            string word = cells.GetValueOrDefault("type", "");
            IndicatorKind? kind = ListWords.Kind(word);
            if (word.Length > 0 && kind is null)
            {
                sink.Report(IndicatorDiagnostics.UnknownKind, new SourceLocation(name), $"{id}: {word}: {value}", "a type such as ipv4, domain, url, filename, sha256");
                continue;
            }

            sink.Take(kind, value, new Indicator
            {
                Kind = default,
                Value = "",
                First = ListWords.Time(cells.GetValueOrDefault("first", "")),
                Last = ListWords.Time(cells.GetValueOrDefault("last", "")),
                Context = cells.GetValueOrDefault("context", ""),
            }, new SourceLocation(name), id);
        }
    }
}
