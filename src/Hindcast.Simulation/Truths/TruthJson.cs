using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hindcast.Evidence;

namespace Hindcast.Simulation.Truths;

/// <summary>Writes and reads truth.json.</summary>
public static class TruthJson
{
    /// <summary>The file's name.</summary>
    public const string FileName = "truth.json";

    /// <summary>How truths are written.</summary>
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new TimeConverter(), new BuildConverter() },
    };

    /// <summary>Writes as UTF-8.</summary>
    public static void Write(Truth truth, Stream target)
    {
        JsonSerializer.Serialize(target, truth, Options);
        target.WriteByte((byte)'\n');
    }

    /// <summary>Reads a truth.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static Truth Read(Stream source) => JsonSerializer.Deserialize<Truth>(source, Options) ?? throw new JsonException("empty");

    private sealed class TimeConverter : JsonConverter<EvidenceTime>
    {
        public override EvidenceTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTime.TryParse(
                reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime utc)
                ? EvidenceTime.FromUtc(utc, TimePrecision.Millisecond)
                : throw new JsonException("no time");

        public override void Write(Utf8JsonWriter writer, EvidenceTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class BuildConverter : JsonConverter<BuildNumber>
    {
        public override BuildNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            BuildNumber.TryParse(reader.GetString(), out BuildNumber build) ? build : throw new JsonException("no build number");

        public override void Write(Utf8JsonWriter writer, BuildNumber value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
