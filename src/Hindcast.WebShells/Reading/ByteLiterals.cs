using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Hindcast.WebShells.Reading;

/// <summary>
/// Finds a few texts of ASCII in bytes without regard to case, all in one pass and without widening them: the search of strings
/// (<c>SearchValues</c>) takes characters only. Immutable, thread-safe.
/// </summary>
/// <remarks>
/// The method is Teddy (Hyperscan, ripgrep): literals are dealt into eight buckets; two tables of nibbles for each of the first three bytes
/// tell for sixteen places at once which buckets may begin there, and what is left is compared.
/// </remarks>
internal sealed class ByteLiterals
{
    private const int Buckets = 8;
    private const int Prefix = 3;

    private readonly byte[][][] _buckets;
    private readonly Vector128<byte>[] _low = new Vector128<byte>[Prefix];
    private readonly Vector128<byte>[] _high = new Vector128<byte>[Prefix];

    /// <summary>Which buckets a byte may begin, for the places at the end.</summary>
    private readonly byte[] _first = new byte[256];

    /// <param name="literals">ASCII, two characters or more each.</param>
    internal ByteLiterals(params ReadOnlySpan<string> literals)
    {
        List<byte[]>[] buckets = [.. Enumerable.Range(0, Buckets).Select(_ => new List<byte[]>())];
        Span<byte> low = stackalloc byte[16 * Prefix], high = stackalloc byte[16 * Prefix];
        low.Clear();
        high.Clear();
        string[] sorted = [.. literals];
        Array.Sort(sorted, StringComparer.Ordinal);
        for (int i = 0; i < sorted.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(sorted[i].Length, 2, nameof(literals));
            byte[] literal = Encoding.ASCII.GetBytes(sorted[i].ToLowerInvariant());
            int bucket = i * Buckets / sorted.Length;
            byte bit = (byte)(1 << bucket);
            buckets[bucket].Add(literal);
            for (int at = 0; at < Prefix; at++)
            {
                for (int value = 0; value < 256; value++)
                {
                    if (at >= literal.Length || Lower((byte)value) == literal[at])
                    {
                        low[(16 * at) + (value & 15)] |= bit;
                        high[(16 * at) + (value >> 4)] |= bit;
                        _first[value] |= at == 0 ? bit : (byte)0;
                    }
                }
            }
        }

        _buckets = [.. buckets.Select(b => b.ToArray())];
        for (int at = 0; at < Prefix; at++)
        {
            _low[at] = Vector128.Create(low.Slice(16 * at, 16));
            _high[at] = Vector128.Create(high.Slice(16 * at, 16));
        }
    }

    /// <summary>True when one of the literals stands in the bytes.</summary>
    internal bool In(ReadOnlySpan<byte> bytes) => IndexIn(bytes, 0) >= 0;

    /// <summary>The first place from <paramref name="from"/> on where one of the literals stands; -1 when there is none.</summary>
    internal int IndexIn(ReadOnlySpan<byte> bytes, int from)
    {
        int at = from;
        if (Vector128.IsHardwareAccelerated)
        {
            ref byte start = ref MemoryMarshal.GetReference(bytes);
            Vector128<byte> low0 = _low[0], low1 = _low[1], low2 = _low[2], high0 = _high[0], high1 = _high[1], high2 = _high[2], nibble = Vector128.Create((byte)15);
            for (int last = bytes.Length - Vector128<byte>.Count - Prefix + 1; at <= last; at += Vector128<byte>.Count)
            {
                Vector128<byte> found = Told(Vector128.LoadUnsafe(ref start, (nuint)at), low0, high0, nibble)
                    & Told(Vector128.LoadUnsafe(ref start, (nuint)at + 1), low1, high1, nibble)
                    & Told(Vector128.LoadUnsafe(ref start, (nuint)at + 2), low2, high2, nibble);
                if (found != Vector128<byte>.Zero)
                {
                    for (uint places = ~Vector128.Equals(found, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF; places != 0; places &= places - 1)
                    {
                        int place = BitOperations.TrailingZeroCount(places);
                        if (Stands(bytes[(at + place)..], found.GetElement(place)))
                        {
                            return at + place;
                        }
                    }
                }
            }
        }

        for (; at < bytes.Length; at++)
        {
            if (_first[bytes[at]] is not 0 and byte buckets && Stands(bytes[at..], buckets))
            {
                return at;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Told(Vector128<byte> bytes, Vector128<byte> low, Vector128<byte> high, Vector128<byte> nibble) =>
        Vector128.ShuffleNative(low, bytes & nibble) & Vector128.ShuffleNative(high, Vector128.ShiftRightLogical(bytes.AsUInt16(), 4).AsByte() & nibble);

    private static byte Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;

    /// <summary>True for bytes that begin with a literal, which is in lower case.</summary>
    internal static bool StartsWith(ReadOnlySpan<byte> bytes, byte[] literal)
    {
        if (bytes.Length < literal.Length)
        {
            return false;
        }

        // Most differ in one of the first bytes.
        for (int i = 0; i < literal.Length; i++)
        {
            if (Lower(bytes[i]) != literal[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when a literal of one of the buckets stands right here.</summary>
    private bool Stands(ReadOnlySpan<byte> bytes, byte buckets)
    {
        for (uint left = buckets; left != 0; left &= left - 1)
        {
            foreach (byte[] literal in _buckets[BitOperations.TrailingZeroCount(left)])
            {
                if (StartsWith(bytes, literal))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
