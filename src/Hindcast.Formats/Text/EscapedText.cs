using System.Buffers;
using System.Text;
using Hindcast.Formats.Matching;

namespace Hindcast.Formats.Text;

/// <summary>
/// Searched texts that may be written with percent signs (<c>%65cp</c> for <c>ecp</c>), as requests may be in web logs. Only
/// rows with an escape that stands for a character of a searched text are looked at. Immutable and thread-safe.
/// </summary>
public sealed class EscapedText
{
    private readonly LiteralSet _literals;
    private readonly SearchValues<byte> _characters;

    /// <summary>Plans the search.</summary>
    /// <param name="literals">The texts, as they read when decoded.</param>
    public EscapedText(IReadOnlyCollection<string> literals)
    {
        _literals = LiteralSet.Compile(literals);
        string all = string.Concat(literals);
        _characters = SearchValues.Create(Encoding.UTF8.GetBytes(all.ToLowerInvariant() + all.ToUpperInvariant()));
    }

    /// <summary>Notes the starts of rows that hold a text only when decoded once; ascending.</summary>
    /// <param name="block">Rows, each ended by a line feed.</param>
    /// <param name="scratch">Room that is used again; grows to at most the size of the block.</param>
    /// <param name="rows">The list to add to.</param>
    internal void FindRows(ReadOnlySpan<byte> block, EscapedScratch scratch, List<int> rows)
    {
        scratch.Clear();
        int from = 0;
        while (from < block.Length && block[from..].IndexOf((byte)'%') is int found and >= 0)
        {
            int at = from + found;
            if (!TryDecode(block[at..], out byte character) || !_characters.Contains(character))
            {
                from = at + 1;
                continue;
            }

            int start = block[..at].LastIndexOf((byte)'\n') + 1, length = block[at..].IndexOf((byte)'\n');
            int end = length < 0 ? block.Length : at + length;
            Decode(block[start..end], scratch.BeginRow(start, end - start + 1), out int written);
            scratch.EndRow(written);
            from = end + 1;
        }

        scratch.FindRows(_literals, rows);
    }

    private static void Decode(ReadOnlySpan<byte> row, Span<byte> to, out int written)
    {
        written = 0;
        while (!row.IsEmpty)
        {
            int plain = row.IndexOfAny((byte)'%', (byte)'+');
            plain = plain < 0 ? row.Length : plain;
            row[..plain].CopyTo(to[written..]);
            written += plain;
            row = row[plain..];
            if (row.IsEmpty)
            {
                break;
            }

            bool escape = TryDecode(row, out byte character);
            byte decoded = escape ? character : row[0] == (byte)'+' ? (byte)' ' : row[0];

            // A line feed would end the row too early; no searched text holds one.
            to[written++] = decoded == (byte)'\n' ? (byte)' ' : decoded;
            row = row[(escape ? 3 : 1)..];
        }

        to[written++] = (byte)'\n';
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, out byte character)
    {
        int high = text.Length > 2 && text[0] == (byte)'%' ? Hex(text[1]) : -1, low = high < 0 ? -1 : Hex(text[2]);
        character = low < 0 ? (byte)0 : (byte)((high << 4) | low);
        return low >= 0;
    }

    private static int Hex(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
