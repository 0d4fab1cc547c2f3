using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hindcast.Formats.EventJson;

/// <summary>Reads an event out of the bytes of an object, also where a value holds what is no text (half of a surrogate pair, bytes that are no UTF-8).</summary>
internal static partial class JsonEventText
{
    internal static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowTrailingCommas = true };

    /// <summary>The event; null when the object is none or cannot be read.</summary>
    internal static JsonEvent? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            return JsonEventForms.Of(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return Mended(json);
        }
    }

    /// <summary>The event with U+FFFD for what is no text.</summary>
    private static JsonEvent? Mended(ReadOnlyMemory<byte> json)
    {
        string text = SurrogateEscapes().Replace(Encoding.UTF8.GetString(json.Span), pair => pair.Length == 12 ? pair.Value : @"\ufffd");
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            return JsonEventForms.Of(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A whole pair, which stays, or half of one. Tried only on an object that could not be read as it stands.</summary>
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")]
    private static partial Regex SurrogateEscapes();
}
