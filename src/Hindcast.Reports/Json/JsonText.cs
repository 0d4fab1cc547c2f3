using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hindcast.Reports.Json;

/// <summary>JSON for files: indented, line feeds, and what is dangerous in HTML or outside of ASCII escaped.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default };
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>A whole file, with a line feed at its end.</summary>
    internal static string File(JsonNode root) => root.ToJsonString(Indented) + "\n";

    /// <summary>A line of a file, without line end.</summary>
    internal static string Line(JsonNode root) => root.ToJsonString(OneLine);
}
