using System.Text.Json;
using System.Text.Json.Serialization;
using Hindcast.Evidence;

namespace Hindcast.Reports.Json;

/// <summary>Builds as text: 15.1.2176.9.</summary>
internal sealed class BuildNumberConverter : JsonConverter<BuildNumber>
{
    /// <inheritdoc/>
    public override BuildNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BuildNumber.TryParse(reader.GetString(), out BuildNumber build) ? build : throw new JsonException("no build number");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BuildNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
