using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hindcast.Formats.Text;

/// <summary>Finds where the first columns of a row end, without making texts of them.</summary>
public static class ColumnEnds
{
    /// <summary>Delimiters found in one look.</summary>
    private const int Stride = 64;

    /// <summary>Ends written at a time, whether there are as many or not.</summary>
    private const int Batch = 8;

    /// <summary>Finds the ends of as many columns as there is room for.</summary>
    /// <param name="line">The row.</param>
    /// <param name="delimiter">A comma or a blank.</param>
    /// <param name="quoted">True when columns may stand in quotation marks (RFC 4180).</param>
    /// <param name="ends">Takes the index of the delimiter behind each column; the row's length for the last.</param>
    /// <returns>Columns found.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find(ReadOnlySpan<byte> line, byte delimiter, bool quoted, Span<int> ends)
    {
        int count = 0, position = 0;
        ref byte origin = ref MemoryMarshal.GetReference(line);
        while (position < line.Length && line.Length >= Stride)
        {
            // The last bytes are looked at together with some before them, which are masked out.
            int start = Math.Min(position, line.Length - Stride);
            ulong seen = (1UL << (position - start)) - 1;
            Vector256<byte> low = Vector256.LoadUnsafe(ref origin, (nuint)start);
            Vector256<byte> high = Vector256.LoadUnsafe(ref origin, (nuint)(start + Vector256<byte>.Count));
            if (quoted && (Mask(low, high, (byte)'"') & ~seen) != 0)
            {
                break;
            }

            ulong found = Mask(low, high, delimiter) & ~seen;
            if (Take(found, start, ends, ref count))
            {
                return count;
            }

            position = start + Stride;
        }

        return Rest(line, position, delimiter, quoted, ends, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector256<byte> low, Vector256<byte> high, byte value)
    {
        Vector256<byte> wanted = Vector256.Create(value);
        return Vector256.Equals(low, wanted).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(high, wanted).ExtractMostSignificantBits() << Vector256<byte>.Count);
    }

    /// <summary>
    /// Writes the places of set bits. How many there are differs from look to look, which no branch predictor foresees: so several are
    /// written at a time, and what is too much is overwritten by the next.
    /// </summary>
    /// <returns>True when there is no more room.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Take(ulong found, int start, Span<int> ends, ref int count)
    {
        int until = count + BitOperations.PopCount(found);
        for (; count < until && count <= ends.Length - Batch; count += Batch)
        {
            Span<int> batch = ends.Slice(count, Batch);
            batch[0] = start + BitOperations.TrailingZeroCount(found);
            found &= found - 1;
            batch[1] = start + BitOperations.TrailingZeroCount(found);
            found &= found - 1;
            batch[2] = start + BitOperations.TrailingZeroCount(found);
            found &= found - 1;
            batch[3] = start + BitOperations.TrailingZeroCount(found);
            found &= found - 1;
            batch[4] = start + BitOperations.TrailingZeroCount(found);
            found &= found - 1;
            batch[5] = start + BitOperations.TrailingZeroCount(found);
            found &= found - 1;
            batch[6] = start + BitOperations.TrailingZeroCount(found);
            found &= found - 1;
            batch[7] = start + BitOperations.TrailingZeroCount(found);
            found &= found - 1;
        }

        for (; count < until && count < ends.Length; count++)
        {
            ends[count] = start + BitOperations.TrailingZeroCount(found);
            found &= found - 1;
        }

        bool isFull = count >= ends.Length && until >= ends.Length;
        count = Math.Min(until, ends.Length);
        return isFull;
    }

    /// <summary>The bytes of a column, without its quotation marks; those doubled inside stay doubled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Column(ReadOnlySpan<byte> line, ReadOnlySpan<int> ends, int column)
    {
        (int start, int length) = Place(line, ends, column);
        return line.Slice(start, length);
    }

    /// <summary>Where <see cref="Column"/> stands in the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Start, int Length) Place(ReadOnlySpan<byte> line, ReadOnlySpan<int> ends, int column)
    {
        int start = column == 0 ? 0 : ends[column - 1] + 1, length = ends[column] - start;
        return length >= 2 && line[start] == (byte)'"' && line[start + length - 1] == (byte)'"' ? (start + 1, length - 2) : (start, length);
    }

    /// <summary>Goes on byte by byte, from a place between or in unquoted columns.</summary>
    private static int Rest(ReadOnlySpan<byte> line, int position, byte delimiter, bool quoted, Span<int> ends, int count)
    {
        int start = count == 0 ? 0 : ends[count - 1] + 1, closed = -2;
        bool inside = false;
        for (; position < line.Length && count < ends.Length; position++)
        {
            byte value = line[position];
            if (value == delimiter && !inside)
            {
                ends[count++] = position;
                start = position + 1;
            }
            else if (quoted && value == (byte)'"' && (inside || position == start || position == closed + 1))
            {
                // A doubled quote closes and opens again, as in RowSplitter.
                closed = inside ? position : -2;
                inside = !inside;
            }
        }

        if (count < ends.Length)
        {
            ends[count++] = line.Length;
        }

        return count;
    }
}
