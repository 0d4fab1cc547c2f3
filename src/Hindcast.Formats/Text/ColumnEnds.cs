using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hindcast.Formats.Text;

/// <summary>Finds where the first columns of a row end, without making texts of them.</summary>
public static class ColumnEnds
{
    /// <summary>Finds the ends of as many columns as there is room for.</summary>
    /// <param name="line">The row.</param>
    /// <param name="delimiter">A comma or a blank.</param>
    /// <param name="quoted">True when columns may stand in quotation marks (RFC 4180).</param>
    /// <param name="ends">Takes the index of the delimiter behind each column; the row's length for the last.</param>
    /// <returns>Columns found.</returns>
    public static int Find(ReadOnlySpan<byte> line, byte delimiter, bool quoted, Span<int> ends)
    {
        int count = 0, position = 0;
        ref byte origin = ref MemoryMarshal.GetReference(line);
        Vector256<byte> separator = Vector256.Create(delimiter);
        Vector256<byte> quote = Vector256.Create((byte)'"');
        while (position <= line.Length - Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref origin, (nuint)position);
            if (quoted && Vector256.EqualsAny(bytes, quote))
            {
                return Rest(line, position, delimiter, quoted, ends, count);
            }

            uint found = Vector256.Equals(bytes, separator).ExtractMostSignificantBits();
            while (found != 0)
            {
                if (count == ends.Length)
                {
                    return count;
                }

                ends[count++] = position + BitOperations.TrailingZeroCount(found);
                found &= found - 1;
            }

            position += Vector256<byte>.Count;
        }

        if (position < line.Length && line.Length >= Vector256<byte>.Count)
        {
            // The last bytes are looked at together with some before them, which are masked out.
            int start = line.Length - Vector256<byte>.Count;
            uint unseen = uint.MaxValue << (position - start);
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref origin, (nuint)start);
            if (!quoted || (Vector256.Equals(bytes, quote).ExtractMostSignificantBits() & unseen) == 0)
            {
                for (uint found = Vector256.Equals(bytes, separator).ExtractMostSignificantBits() & unseen; found != 0; found &= found - 1)
                {
                    if (count == ends.Length)
                    {
                        return count;
                    }

                    ends[count++] = start + BitOperations.TrailingZeroCount(found);
                }

                position = line.Length;
            }
        }

        return Rest(line, position, delimiter, quoted, ends, count);
    }

    /// <summary>The bytes of a column, without its quotation marks; those doubled inside stay doubled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Column(ReadOnlySpan<byte> line, ReadOnlySpan<int> ends, int column)
    {
        ReadOnlySpan<byte> value = line[(column == 0 ? 0 : ends[column - 1] + 1)..ends[column]];
        return value.Length >= 2 && value[0] == (byte)'"' && value[^1] == (byte)'"' ? value[1..^1] : value;
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
