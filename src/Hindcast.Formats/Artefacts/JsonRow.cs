using System.Text;
using System.Text.Json;

namespace Hindcast.Formats.Artefacts;

/// <summary>
/// A JSON object as a row of a table: its plain values by name, those of objects one deep as <c>Hash.SHA256</c>. Lists and what lies deeper
/// are left out. Immutable.
/// </summary>
/// <param name="Names">Names as written.</param>
/// <param name="Values">Values, as many.</param>
internal sealed record JsonRow(List<string> Names, List<string> Values)
{
    private const int MaxColumns = 256;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads an object; null when it is none, or has no plain value.</summary>
    /// <param name="json">The object in UTF-8.</param>
    /// <param name="nulls">True to take null for "", false to leave it out.</param>
    internal static JsonRow? Read(ReadOnlySpan<byte> json, bool nulls = false)
    {
        List<string> names = [], values = [];
        try
        {
            Utf8JsonReader reader = new(json, Options);
            string outer = "", name = "";
            while (reader.Read() && names.Count < MaxColumns)
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName when reader.CurrentDepth == 1:
                        (outer, name) = ("", reader.GetString() ?? "");
                        break;
                    case JsonTokenType.PropertyName when reader.CurrentDepth == 2:
                        outer = outer.Length > 0 ? outer : name;
                        name = $"{outer}.{reader.GetString()}";
                        break;
                    case JsonTokenType.StartArray:
                        reader.Skip();
                        break;
                    case JsonTokenType.EndObject:
                        outer = "";
                        break;
                    case JsonTokenType.Null when nulls && reader.CurrentDepth <= 2:
                        names.Add(name);
                        values.Add("");
                        break;
                    case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when reader.CurrentDepth <= 2:
                        names.Add(name);
                        values.Add(reader.TokenType == JsonTokenType.String ? reader.GetString() ?? "" : Encoding.UTF8.GetString(reader.ValueSpan));
                        break;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair in a name or value is an InvalidOperationException.
            return null;
        }

        return names.Count == 0 ? null : new JsonRow(names, values);
    }

    /// <summary>True when the row has a column of one of these names, whatever their case.</summary>
    internal bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Names.Exists(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first value that is not "" of the columns of these names, whatever their case; "" when there is none.</summary>
    internal string Get(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            int at = Names.FindIndex(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at >= 0 && Values[at].Length > 0)
            {
                return Values[at];
            }
        }

        return "";
    }
}
