using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hindcast.Formats.Matching;

/// <summary>
/// Confirms what a vector scan suspects: from the bytes at a place in the text (its window, 1 to 4 bytes) to the
/// literal that has this window and really stands there. Immutable and thread-safe.
/// </summary>
internal sealed class WindowTable
{
    /// <summary>Bytes of a full window.</summary>
    public const int WindowBytes = 4;

    private const uint AllSmall = 0x20202020;
    private const uint HashFactor = 0x9E3779B1;

    private readonly uint[] _masks;
    private readonly int[] _heads;
    private readonly Entry[] _entries;
    private readonly int _headShift;

    /// <summary>Builds the table.</summary>
    /// <param name="literals">The literals.</param>
    /// <param name="windows">For each literal the offset of its window.</param>
    public WindowTable(IReadOnlyList<FoldedLiteral> literals, ReadOnlySpan<int> windows)
    {
        int headBits = int.Clamp(BitOperations.Log2((uint)literals.Count) + 3, 8, 16);
        int filterBits = int.Clamp(BitOperations.Log2((uint)literals.Count) + 6, 12, 18);
        _headShift = 32 - headBits;
        FilterShift = 32 - filterBits;
        Filter = new byte[1 << (filterBits - 3)];
        _heads = new int[1 << headBits];
        _entries = new Entry[literals.Count + 1];
        List<uint> masks = [];

        // Backwards, so that a chain is walked in the order of the literals.
        for (int i = literals.Count - 1; i >= 0; i--)
        {
            ReadOnlySpan<byte> window = Window(literals[i], windows[i]);
            uint mask = uint.MaxValue >> (8 * (WindowBytes - window.Length));
            uint key = 0;
            for (int b = window.Length - 1; b >= 0; b--)
            {
                key = (key << 8) | window[b];
            }

            key = (key | AllSmall) & mask;
            if (!masks.Contains(mask))
            {
                masks.Add(mask);
            }

            uint hash = (key ^ ~mask) * HashFactor;
            ref int head = ref _heads[hash >> _headShift];
            _entries[i + 1] = new Entry(key, mask, windows[i], head, literals[i]);
            head = i + 1;
            Filter[hash >> FilterShift >> 3] |= (byte)(1 << (int)((hash >> FilterShift) & 7));
        }

        masks.Sort();
        masks.Reverse();
        _masks = [.. masks];
    }

    /// <summary>True when all windows have four bytes, so that <see cref="Filter"/> may be asked first.</summary>
    public bool IsUniform => _masks is [uint.MaxValue];

    /// <summary>Bit set of the hashes of the four-byte windows: see <see cref="FilterIndex"/>.</summary>
    public byte[] Filter { get; }

    /// <summary>Right shift from a hash to a bit number of the filter.</summary>
    public int FilterShift { get; }

    /// <summary>The window of a literal as the scan sees it.</summary>
    public static ReadOnlySpan<byte> Window(FoldedLiteral literal, int offset) =>
        literal.Bytes.Slice(offset, int.Min(WindowBytes, literal.Length - offset));

    /// <summary>Bit number in the filter of the four text bytes <paramref name="window"/> (little endian).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint FilterIndex(uint window, int shift) => ((window | AllSmall) * HashFactor) >> shift;

    /// <summary>
    /// Finds a literal whose window is at <paramref name="at"/> and which lies in the text at or after
    /// <paramref name="from"/>.
    /// </summary>
    /// <returns>Its start, or <see cref="LiteralScanner.None"/>.</returns>
    public int Confirm(ReadOnlySpan<byte> text, int from, int at, out int literal)
    {
        uint window = WindowAt(text, at) | AllSmall;
        foreach (uint mask in _masks)
        {
            uint key = window & mask;
            uint hash = (key ^ ~mask) * HashFactor;
            for (int i = _heads[hash >> _headShift]; i != 0;)
            {
                ref readonly Entry entry = ref _entries[i];
                if (entry.Key == key && entry.Mask == mask)
                {
                    int start = at - entry.Window;
                    if (start >= from && entry.Literal.IsAt(text, start))
                    {
                        literal = entry.Literal.Literal;
                        return start;
                    }
                }

                i = entry.Next;
            }
        }

        literal = LiteralScanner.None;
        return LiteralScanner.None;
    }

    /// <summary>Up to four bytes at <paramref name="at"/>, little endian, zeros after the end.</summary>
    private static uint WindowAt(ReadOnlySpan<byte> text, int at)
    {
        ReadOnlySpan<byte> rest = text[at..];
        if (rest.Length >= WindowBytes)
        {
            return MemoryMarshal.Read<uint>(rest);
        }

        uint window = 0;
        for (int i = rest.Length - 1; i >= 0; i--)
        {
            window = (window << 8) | rest[i];
        }

        return window;
    }

    private readonly record struct Entry(uint Key, uint Mask, int Window, int Next, FoldedLiteral Literal);
}
