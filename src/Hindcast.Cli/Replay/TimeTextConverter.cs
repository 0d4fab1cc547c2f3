using System.Text.Json;
using System.Text.Json.Serialization;
using Hindcast.Evidence;

namespace Hindcast.Cli.Replay;

/// <summary>Writes times as text, as assessment.json does. A replay is only written.</summary>
internal sealed class TimeTextConverter : JsonConverter<EvidenceTime>
{
    /// <inheritdoc/>
    public override EvidenceTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EvidenceTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
