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

    /// <summary>Bytes looked at in one step.</summary>
    private const int Stride = 64;

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
        Vector256<byte> lineFeed = Vector256.Create((byte)'\n'), sharp = Vector256.Create((byte)'#');

        // Where no quotation mark matters, the other sign is looked for twice.
        Vector256<byte> stop = Vector256.Create(mayBeQuoted ? (byte)'"' : (byte)'#');
        ref byte origin = ref MemoryMarshal.GetReference(rows);
        int position = 0;
        lines = 0;
        while (position < rows.Length)
        {
            for (; position <= rows.Length - Stride; position += Stride)
            {
                Vector256<byte> low = Vector256.LoadUnsafe(ref origin, (nuint)position);
                Vector256<byte> high = Vector256.LoadUnsafe(ref origin, (nuint)(position + Vector256<byte>.Count));
                Vector256<byte> stops = Vector256.Equals(low, sharp) | Vector256.Equals(low, stop) | Vector256.Equals(high, sharp) | Vector256.Equals(high, stop);
                if (stops != Vector256<byte>.Zero)
                {
                    break;
                }

                lines += BitOperations.PopCount(
                    ((ulong)Vector256.Equals(high, lineFeed).ExtractMostSignificantBits() << Vector256<byte>.Count) | Vector256.Equals(low, lineFeed).ExtractMostSignificantBits());
            }

            // Most of these signs stand within a row and stop nothing.
            for (int until = Math.Min(position + Stride, rows.Length); position < until; position++)
            {
                byte value = rows[position];
                if ((value == (byte)'"' && mayBeQuoted) || (value == (byte)'#' && (position == 0 || rows[position - 1] == (byte)'\n')))
                {
                    return rows[..position].LastIndexOf((byte)'\n') + 1;
                }

                lines += value == (byte)'\n' ? 1 : 0;
            }
        }

        return rows.LastIndexOf((byte)'\n') + 1;
    }
}
