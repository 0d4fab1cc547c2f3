using System.Text.Json;
using System.Text.Json.Serialization;
using Hindcast.Evidence;

namespace Hindcast.Reports.Json;

/// <summary>Diagnostics flat, with the title and consequence of their kind beside the code.</summary>
internal sealed class DiagnosticConverter : JsonConverter<Diagnostic>
{
    /// <inheritdoc/>
    public override Diagnostic Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Flat flat = JsonSerializer.Deserialize<Flat>(ref reader, options) ?? throw new JsonException("no diagnostic");
        return new DiagnosticDescriptor(flat.Code, flat.Severity, flat.Title, flat.Consequence)
            .At(flat.Location, flat.Found, flat.Expected, flat.Count, flat.LostBytes);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Diagnostic value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(
            writer,
            new Flat(
                value.Code, value.Descriptor.Severity, value.Descriptor.Title, value.Location, value.Found, value.Expected,
                value.Count, value.LostBytes, value.Descriptor.Consequence),
            options);

    private sealed record Flat(
        string Code, DiagnosticSeverity Severity, string Title, SourceLocation Location, string Found, string Expected,
        long Count, long LostBytes, string Consequence);
}
