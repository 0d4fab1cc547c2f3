using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hindcast.Reports.Json;

/// <summary>A record's fields as an object, in the order of the log; a repeated name gets a number behind it.</summary>
internal sealed class FieldListConverter : JsonConverter<IReadOnlyList<KeyValuePair<string, string>>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<KeyValuePair<string, string>> fields = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            fields.Add(new(name, reader.GetString() ?? ""));
        }

        return fields;
    }

    /// <inheritdoc/>
    public override void Write(
        Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string name, string text) in value)
        {
            string free = name;
            for (int i = 2; !names.Add(free); i++)
            {
                free = $"{name}_{i}";
            }

            writer.WriteString(free, text);
        }

        writer.WriteEndObject();
    }
}
