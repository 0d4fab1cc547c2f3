using System.Text.Json;

namespace Hindcast.Formats.Text;

/// <summary>Cuts a row that is one JSON object: the names that the header knows become columns.</summary>
internal static class JsonRow
{
    private const int MaxDepth = 16;
    private const int MaxNameChars = 128;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>True when the row is a whole JSON object.</summary>
    internal static bool IsObject(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader reader = new(line, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads the columns; what stands behind a fault in the JSON is left out (the scanner reports such rows).</summary>
    internal static void Read(ReadOnlySpan<byte> line, LogHeader header, RowValues values)
    {
        try
        {
            ReadObject(line, header, values);
        }
        catch (JsonException)
        {
            // Reported as HC2201 where the row was met.
        }
    }

    private static void ReadObject(ReadOnlySpan<byte> line, LogHeader header, RowValues values)
    {
        Utf8JsonReader reader = new(line, Options);
        string?[] names = new string?[MaxDepth + 1];
        char[] text = [];
        int column = -1;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    string name = reader.ValueSpan.Length <= MaxNameChars ? Unescaped(ref reader) : "";
                    string? outer = reader.CurrentDepth > 1 ? names[reader.CurrentDepth - 1] : null;
                    names[reader.CurrentDepth] = outer is { Length: > 0 and <= MaxNameChars } ? $"{outer}.{name}" : name;
                    column = Column(names[reader.CurrentDepth]!, header);
                    break;
                case JsonTokenType.String when column >= 0:
                    if (text.Length < reader.ValueSpan.Length)
                    {
                        text = new char[reader.ValueSpan.Length];
                    }

                    try
                    {
                        values.Add(column, text.AsSpan(0, reader.CopyString(text)));
                    }
                    catch (InvalidOperationException)
                    {
                        // Bytes that are not UTF-8, or half a surrogate pair: shown as they stand.
                        values.Add(column, System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
                    }

                    break;
                case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when column >= 0:
                    values.Add(column, System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
                    break;
                case JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.EndArray:
                    column = -1;
                    break;
            }
        }
    }

    private static int Column(string name, LogHeader header)
    {
        int column = header.IndexOf(name);
        if (column < 0 && name.StartsWith("id_", StringComparison.Ordinal))
        {
            column = header.IndexOf($"id.{name[3..]}");
        }

        return column < 0 && header.Kind == TextKinds.PassiveDns ? header.IndexOf(Dns.DnsColumns.PassiveDnsName(name)) : column;
    }

    private static string Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
