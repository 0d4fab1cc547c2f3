using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Json;

/// <summary>assessment.json: stable, versioned, described in docs/assessment-schema.md.</summary>
public static class AssessmentJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",

        // The default encoder also escapes what is dangerous in HTML, so the file may be pasted anywhere.
        Encoder = JavaScriptEncoder.Default,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new EvidenceTimeConverter(),
            new BuildNumberConverter(),
            new DiagnosticConverter(),
            new FieldListConverter(),
        },
    };

    /// <summary>Writes an assessment as UTF-8 without a byte order mark.</summary>
    public static void Write(Assessment assessment, Stream target)
    {
        JsonSerializer.Serialize(target, assessment, Options);
        target.WriteByte((byte)'\n');
    }

    /// <summary>Reads an assessment of this schema version.</summary>
    /// <exception cref="JsonException">The text is no assessment.</exception>
    public static Assessment Read(Stream source) =>
        JsonSerializer.Deserialize<Assessment>(source, Options) ?? throw new JsonException("empty");
}
