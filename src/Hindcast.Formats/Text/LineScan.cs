using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hindcast.Formats.Text;

/// <summary>
/// Finds the end of a line and counts what is in it, in one pass over the bytes: the inner loop of every text log.
/// </summary>
internal static class LineScan
{
    /// <summary>What one pass over a line found.</summary>
    /// <param name="End">Index of the line feed in the block, or -1 when the block ends first.</param>
    /// <param name="Delimiters">Delimiters in the line, those in quotes too.</param>
    /// <param name="Quotes">Quotation marks in the line.</param>
    /// <param name="Nuls">NUL bytes in the line.</param>
    internal readonly record struct Result(int End, int Delimiters, int Quotes, int Nuls);

    /// <summary>Scans from <paramref name="start"/> to the next line feed.</summary>
    internal static Result Next(ReadOnlySpan<byte> block, int start, byte delimiter)
    {
        int delimiters = 0, quotes = 0, nuls = 0;
        int position = start;
        ref byte origin = ref MemoryMarshal.GetReference(block);
        Vector256<byte> lineFeed = Vector256.Create((byte)'\n');
        Vector256<byte> separator = Vector256.Create(delimiter);
        Vector256<byte> quote = Vector256.Create((byte)'"');

        // The loads stay inside the block: position + 32 <= block.Length.
        while (position <= block.Length - Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref origin, (nuint)position);
            uint ends = Vector256.Equals(bytes, lineFeed).ExtractMostSignificantBits();
            uint separators = Vector256.Equals(bytes, separator).ExtractMostSignificantBits();
            uint marks = Vector256.Equals(bytes, quote).ExtractMostSignificantBits();
            uint zeros = Vector256.Equals(bytes, Vector256<byte>.Zero).ExtractMostSignificantBits();
            if (ends != 0)
            {
                int end = BitOperations.TrailingZeroCount(ends);
                uint before = (uint)((1UL << end) - 1);
                return new Result(
                    position + end,
                    delimiters + BitOperations.PopCount(separators & before),
                    quotes + BitOperations.PopCount(marks & before),
                    nuls + BitOperations.PopCount(zeros & before));
            }

            delimiters += BitOperations.PopCount(separators);
            if ((marks | zeros) != 0)
            {
                quotes += BitOperations.PopCount(marks);
                nuls += BitOperations.PopCount(zeros);
            }

            position += Vector256<byte>.Count;
        }

        return Tail(block, position, delimiter, delimiters, quotes, nuls);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Result Tail(
        ReadOnlySpan<byte> block, int position, byte delimiter, int delimiters, int quotes, int nuls)
    {
        for (; position < block.Length; position++)
        {
            byte value = block[position];
            if (value == (byte)'\n')
            {
                return new Result(position, delimiters, quotes, nuls);
            }

            delimiters += value == delimiter ? 1 : 0;
            quotes += value == (byte)'"' ? 1 : 0;
            nuls += value == 0 ? 1 : 0;
        }

        return new Result(-1, delimiters, quotes, nuls);
    }
}
