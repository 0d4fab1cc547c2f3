using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hindcast.Formats.Text;

/// <summary>
/// Finds rows that need no look when only rows with a searched text are wanted: one pass over a stretch instead of
/// a walk from line to line. Stretches grow while nothing stands in their way, so that rows that do cost little. Serves one thread.
/// </summary>
internal struct RowSkip
{
    private const int LeastBytes = 4 << 10, MostBytes = 256 << 10;

    private int _stretchBytes;

    /// <summary>How many bytes from the start are whole rows that can be passed by; 0 when the first row has to be looked at.</summary>
    /// <param name="rows">Whole lines; the first byte starts one.</param>
    /// <param name="mayBeQuoted">True when a row with quotation marks may go on in the next line.</param>
    /// <param name="lines">Lines among them.</param>
    internal int Find(ReadOnlySpan<byte> rows, bool mayBeQuoted, out int lines)
    {
        int wanted = Math.Max(_stretchBytes, LeastBytes);
        int length = Free(rows[..Math.Min(rows.Length, wanted)], mayBeQuoted, out lines);

        // The next stretch is small again when this one ended early.
        _stretchBytes = length > wanted / 2 ? Math.Min(2 * wanted, MostBytes) : LeastBytes;
        return length;
    }

    /// <summary>Whole lines before the first header line, or before the first line with a quotation mark, in one pass over the bytes.</summary>
    private static int Free(ReadOnlySpan<byte> rows, bool mayBeQuoted, out int lines)
    {
        Vector256<byte> lineFeed = Vector256.Create((byte)'\n'), sharp = Vector256.Create((byte)'#'), quote = Vector256.Create((byte)'"');
        ref byte origin = ref MemoryMarshal.GetReference(rows);
        int position = 0, end = 0;
        uint startsLine = 1;
        lines = 0;
        for (; position <= rows.Length - Vector256<byte>.Count; position += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref origin, (nuint)position);
            uint ends = Vector256.Equals(bytes, lineFeed).ExtractMostSignificantBits();
            uint stops = Vector256.Equals(bytes, sharp).ExtractMostSignificantBits() & ((ends << 1) | startsLine);
            if (mayBeQuoted)
            {
                stops |= Vector256.Equals(bytes, quote).ExtractMostSignificantBits();
            }

            if (stops != 0)
            {
                ends &= (1u << BitOperations.TrailingZeroCount(stops)) - 1;
                lines += BitOperations.PopCount(ends);
                return ends == 0 ? end : position + BitOperations.Log2(ends) + 1;
            }

            lines += BitOperations.PopCount(ends);
            end = ends == 0 ? end : position + BitOperations.Log2(ends) + 1;
            startsLine = ends >> 31;
        }

        for (; position < rows.Length; position++)
        {
            byte value = rows[position];
            if ((value == (byte)'#' && startsLine != 0) || (value == (byte)'"' && mayBeQuoted))
            {
                break;
            }

            startsLine = value == (byte)'\n' ? 1u : 0;
            lines += (int)startsLine;
            end = value == (byte)'\n' ? position + 1 : end;
        }

        return end;
    }
}
