using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Hindcast.Reports.Html.Lists;

/// <summary>
/// Writes the rows of one block. A text stands in the block once, however many rows hold it, and without what it has in common with
/// the text before it in ordinal order: log rows are alike. Texts are made visible as everywhere in the report, then escaped by the
/// JSON writer, so that none can end the element that the block stands in. Not thread-safe.
/// </summary>
internal sealed class RowWriter
{
    private const int OpenMark = -1, CloseMark = -2;

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    /// <summary>Numbers of texts and marks, in the order in which they were written.</summary>
    private readonly List<int> cells = [];

    /// <summary>Rows so far.</summary>
    internal int Rows { get; private set; }

    /// <summary>Begins a row, which <see cref="Close"/> ends.</summary>
    internal RowWriter Row()
    {
        Rows++;
        return Open();
    }

    /// <summary>Begins a cell of several texts.</summary>
    internal RowWriter Open()
    {
        cells.Add(OpenMark);
        return this;
    }

    /// <summary>Ends a cell or a row.</summary>
    internal RowWriter Close()
    {
        cells.Add(CloseMark);
        return this;
    }

    /// <summary>A text, cut at a limit.</summary>
    internal RowWriter Text(string? text, int limit)
    {
        string shown = DisplayText.Plain(text ?? "", limit);
        if (!numbers.TryGetValue(shown, out int number))
        {
            number = texts.Count;
            numbers.Add(shown, number);
            texts.Add(shown);
        }

        cells.Add(number);
        return this;
    }

    /// <summary>A cell of several texts.</summary>
    internal RowWriter Texts(IEnumerable<string> all, int limit)
    {
        Open();
        foreach (string text in all)
        {
            Text(text, limit);
        }

        return Close();
    }

    /// <summary>Ends the block.</summary>
    internal RowBlock ToBlock()
    {
        string[] sorted = [.. texts.Order(StringComparer.Ordinal)];
        int[] places = new int[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            places[numbers[sorted[i]]] = i;
        }

        ArrayBufferWriter<byte> bytes = new(1 << 16);
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("s"u8);
            string before = "";
            foreach (string text in sorted)
            {
                int same = Shared(before, text);
                json.WriteNumberValue(same);
                json.WriteStringValue(text.AsSpan(same));
                before = text;
            }

            json.WriteEndArray();
            json.WriteStartArray("r"u8);
            WriteCells(json, places);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new RowBlock(Rows, Encoding.ASCII.GetString(bytes.WrittenSpan));
    }

    private void WriteCells(Utf8JsonWriter json, int[] places)
    {
        foreach (int cell in cells)
        {
            if (cell == OpenMark)
            {
                json.WriteStartArray();
            }
            else if (cell == CloseMark)
            {
                json.WriteEndArray();
            }
            else
            {
                json.WriteNumberValue(places[cell]);
            }
        }
    }

    /// <summary>How many characters two texts begin with alike; never half of a pair.</summary>
    private static int Shared(string before, string text)
    {
        int same = before.AsSpan().CommonPrefixLength(text);
        return same > 0 && char.IsHighSurrogate(text[same - 1]) ? same - 1 : same;
    }
}
