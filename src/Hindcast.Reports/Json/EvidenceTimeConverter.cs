using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hindcast.Evidence;

namespace Hindcast.Reports.Json;

/// <summary>Times as ISO 8601 with Z and the precision of the source.</summary>
internal sealed class EvidenceTimeConverter : JsonConverter<EvidenceTime>
{
    /// <inheritdoc/>
    public override EvidenceTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.GetString() ?? "";
        TimePrecision precision = text.Length switch
        {
            10 => TimePrecision.Day,
            20 => TimePrecision.Second,
            24 => TimePrecision.Millisecond,
            _ => TimePrecision.Tick,
        };
        return DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime utc)
            ? EvidenceTime.FromUtc(utc, precision)
            : throw new JsonException($"'{text}' is no time");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EvidenceTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
