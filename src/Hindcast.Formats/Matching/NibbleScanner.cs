using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hindcast.Formats.Matching;

/// <summary>
/// Finds any of many literals. Every text position is tested against the eight buckets of <see cref="NibbleBuckets"/>
/// with table look-ups in vector registers (the idea of Hyperscan's "Teddy"); what passes is asked of the
/// <see cref="WindowTable"/>.
/// </summary>
internal sealed class NibbleScanner : LiteralScanner
{
    private const int Lookahead = WindowTable.WindowBytes - 1;

    private readonly VectorPath _path;
    private readonly WindowTable _table;
    private readonly bool _filtered;
    private readonly byte[] _filter;
    private readonly int _filterShift;

    /// <summary>By place (0 to 3) 32 bytes of low and 32 bytes of high halves, each table of 16 twice.</summary>
    private readonly byte[] _halves = new byte[WindowTable.WindowBytes * 64];

    /// <summary>By place and byte the buckets that allow it.</summary>
    private readonly byte[] _buckets = new byte[WindowTable.WindowBytes * 256];

    /// <summary>Plans the search.</summary>
    public NibbleScanner(IReadOnlyList<FoldedLiteral> literals, VectorPath path)
    {
        NibbleBuckets plan = new(literals);
        _path = path;
        _table = new WindowTable(literals, plan.Windows);
        _filtered = _table.IsUniform;
        _filter = _table.Filter;
        _filterShift = _table.FilterShift;
        for (int place = 0; place < WindowTable.WindowBytes; place++)
        {
            Span<byte> halves = _halves.AsSpan(place * 64, 64);
            plan.Low(place).CopyTo(halves);
            plan.Low(place).CopyTo(halves[16..]);
            plan.High(place).CopyTo(halves[32..]);
            plan.High(place).CopyTo(halves[48..]);
            for (int value = 0; value < 256; value++)
            {
                _buckets[(place * 256) + value] = plan.Buckets(place, (byte)value);
            }
        }
    }

    /// <summary>True when the 32-byte path runs on this machine.</summary>
    public static bool Supports256 => Avx2.IsSupported;

    /// <inheritdoc/>
    public override int Find(ReadOnlySpan<byte> text, int from, out int literal) => _path switch
    {
        VectorPath.Vector256 => Find256(text, from, out literal),
        VectorPath.Vector128 => Find128(text, from, out literal),
        _ => FindScalar(text, from, from, out literal),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find256(ReadOnlySpan<byte> text, int from, out int literal)
    {
        ref byte halves = ref MemoryMarshal.GetArrayDataReference(_halves);
        Vector256<byte> low0 = Vector256.LoadUnsafe(ref halves, 0), high0 = Vector256.LoadUnsafe(ref halves, 32);
        Vector256<byte> low1 = Vector256.LoadUnsafe(ref halves, 64), high1 = Vector256.LoadUnsafe(ref halves, 96);
        Vector256<byte> low2 = Vector256.LoadUnsafe(ref halves, 128), high2 = Vector256.LoadUnsafe(ref halves, 160);
        Vector256<byte> low3 = Vector256.LoadUnsafe(ref halves, 192), high3 = Vector256.LoadUnsafe(ref halves, 224);
        ref byte start = ref MemoryMarshal.GetReference(text);

        // In bounds: loads read up to at + 64 + Lookahead, which the loop condition keeps at or below text.Length.
        int at = from;
        for (int end = text.Length - (2 * Vector256<byte>.Count) - Lookahead; at <= end; at += 2 * Vector256<byte>.Count)
        {
            ref byte here = ref Unsafe.Add(ref start, at);
            Vector256<byte> first =
                Fits(Vector256.LoadUnsafe(ref here, 0), low0, high0) & Fits(Vector256.LoadUnsafe(ref here, 1), low1, high1) &
                Fits(Vector256.LoadUnsafe(ref here, 2), low2, high2) & Fits(Vector256.LoadUnsafe(ref here, 3), low3, high3);
            Vector256<byte> second =
                Fits(Vector256.LoadUnsafe(ref here, 32), low0, high0) & Fits(Vector256.LoadUnsafe(ref here, 33), low1, high1) &
                Fits(Vector256.LoadUnsafe(ref here, 34), low2, high2) & Fits(Vector256.LoadUnsafe(ref here, 35), low3, high3);
            if ((first | second) != Vector256<byte>.Zero)
            {
                ulong misses = Vector256.Equals(first, Vector256<byte>.Zero).ExtractMostSignificantBits() |
                    ((ulong)Vector256.Equals(second, Vector256<byte>.Zero).ExtractMostSignificantBits() << 32);
                int found = Confirm(text, from, at, ~misses, out literal);
                if (found >= 0)
                {
                    return found;
                }
            }
        }

        return FindScalar(text, from, at, out literal);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find128(ReadOnlySpan<byte> text, int from, out int literal)
    {
        ref byte halves = ref MemoryMarshal.GetArrayDataReference(_halves);
        Vector128<byte> low0 = Vector128.LoadUnsafe(ref halves, 0), high0 = Vector128.LoadUnsafe(ref halves, 32);
        Vector128<byte> low1 = Vector128.LoadUnsafe(ref halves, 64), high1 = Vector128.LoadUnsafe(ref halves, 96);
        Vector128<byte> low2 = Vector128.LoadUnsafe(ref halves, 128), high2 = Vector128.LoadUnsafe(ref halves, 160);
        Vector128<byte> low3 = Vector128.LoadUnsafe(ref halves, 192), high3 = Vector128.LoadUnsafe(ref halves, 224);
        ref byte start = ref MemoryMarshal.GetReference(text);

        // In bounds as in Find256, with 16.
        int at = from;
        for (int end = text.Length - Vector128<byte>.Count - Lookahead; at <= end; at += Vector128<byte>.Count)
        {
            ref byte here = ref Unsafe.Add(ref start, at);
            Vector128<byte> fits =
                Fits(Vector128.LoadUnsafe(ref here, 0), low0, high0) & Fits(Vector128.LoadUnsafe(ref here, 1), low1, high1) &
                Fits(Vector128.LoadUnsafe(ref here, 2), low2, high2) & Fits(Vector128.LoadUnsafe(ref here, 3), low3, high3);
            if (fits != Vector128<byte>.Zero)
            {
                uint misses = Vector128.Equals(fits, Vector128<byte>.Zero).ExtractMostSignificantBits();
                int found = Confirm(text, from, at, ~misses & 0xFFFF, out literal);
                if (found >= 0)
                {
                    return found;
                }
            }
        }

        return FindScalar(text, from, at, out literal);
    }

    private int FindScalar(ReadOnlySpan<byte> text, int from, int at, out int literal)
    {
        ReadOnlySpan<byte> buckets = _buckets;
        for (; at < text.Length; at++)
        {
            // Windows shorter than four bytes allow anything in their missing places.
            int fits = buckets[text[at]];
            for (int place = 1; place < WindowTable.WindowBytes && at + place < text.Length; place++)
            {
                fits &= buckets[(place * 256) + text[at + place]];
            }

            if (fits != 0)
            {
                int found = _table.Confirm(text, from, at, out literal);
                if (found >= 0)
                {
                    return found;
                }
            }
        }

        literal = None;
        return None;
    }

    /// <summary>The first of the suspected windows (bit i: <paramref name="at"/> + i) with a literal, whose start is returned.</summary>
    private int Confirm(ReadOnlySpan<byte> text, int from, int at, ulong candidates, out int literal)
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        ref byte filter = ref MemoryMarshal.GetArrayDataReference(_filter);
        for (; candidates != 0; candidates &= candidates - 1)
        {
            int window = at + BitOperations.TrailingZeroCount(candidates);
            if (_filtered)
            {
                // In bounds: the vector loads covered window + 3; a bit number has at most the bits of the filter.
                uint bit = WindowTable.FilterIndex(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, window)), _filterShift);
                if ((Unsafe.Add(ref filter, bit >> 3) >> (int)(bit & 7) & 1) == 0)
                {
                    continue;
                }
            }

            int found = _table.Confirm(text, from, window, out literal);
            if (found >= 0)
            {
                return found;
            }
        }

        literal = None;
        return None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Fits(Vector256<byte> text, Vector256<byte> low, Vector256<byte> high)
    {
        Vector256<byte> half = Vector256.Create((byte)0x0F);
        return Avx2.Shuffle(low, text & half) & Avx2.Shuffle(high, Vector256.ShiftRightLogical(text.AsUInt16(), 4).AsByte() & half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Fits(Vector128<byte> text, Vector128<byte> low, Vector128<byte> high)
    {
        Vector128<byte> half = Vector128.Create((byte)0x0F);
        return Vector128.Shuffle(low, text & half) & Vector128.Shuffle(high, Vector128.ShiftRightLogical(text, 4) & half);
    }
}
