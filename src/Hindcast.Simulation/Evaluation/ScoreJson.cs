using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Writes scores as JSON.</summary>
public static class ScoreJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes a value as UTF-8.</summary>
    public static void Write<T>(T scores, Stream target)
    {
        JsonSerializer.Serialize(target, scores, Options);
        target.WriteByte((byte)'\n');
    }
}
