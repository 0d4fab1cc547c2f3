using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hindcast.Formats.Matching;

/// <summary>
/// Finds one literal: the text is compared, a vector of start positions at a time, at the three places of the literal
/// whose bytes are rarest in logs; only where all three agree the whole literal is compared.
/// </summary>
internal sealed class SingleLiteralScanner : LiteralScanner
{
    private readonly FoldedLiteral _literal;
    private readonly VectorPath _path;
    private readonly int _first;
    private readonly int _second;
    private readonly int _third;

    /// <summary>Plans the search.</summary>
    public SingleLiteralScanner(FoldedLiteral literal, VectorPath path)
    {
        _literal = literal;
        _path = path;
        int[] rarest = RarestPositions(literal);
        _first = rarest[0];
        _second = rarest[1];
        _third = rarest[2];
    }

    /// <inheritdoc/>
    public override int Find(ReadOnlySpan<byte> text, int from, out int literal)
    {
        int found = _path switch
        {
            VectorPath.Vector256 => Find256(text, from),
            VectorPath.Vector128 => Find128(text, from),
            _ => FindScalar(text, from),
        };
        literal = found < 0 ? None : _literal.Literal;
        return found;
    }

    /// <summary>The three rarest positions, ascending; a position repeats in shorter literals. Equal bytes are avoided.</summary>
    private static int[] RarestPositions(FoldedLiteral literal)
    {
        int[] order = [.. Enumerable.Range(0, literal.Length).OrderBy(i => LogTextModel.FoldedShare(literal.Bytes[i])).ThenBy(i => i)];
        int[] distinct = [.. order.DistinctBy(i => literal.Bytes[i]), .. order];
        int[] rarest = [.. distinct.Distinct().Take(3)];
        return [.. Enumerable.Range(0, 3).Select(i => rarest[int.Min(i, rarest.Length - 1)]).Order()];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find256(ReadOnlySpan<byte> text, int from)
    {
        ReadOnlySpan<byte> bytes = _literal.Bytes;
        ReadOnlySpan<byte> fold = _literal.Fold;
        Vector256<byte> byte1 = Vector256.Create(bytes[_first]), fold1 = Vector256.Create(fold[_first]);
        Vector256<byte> byte2 = Vector256.Create(bytes[_second]), fold2 = Vector256.Create(fold[_second]);
        Vector256<byte> byte3 = Vector256.Create(bytes[_third]), fold3 = Vector256.Create(fold[_third]);
        ref byte start = ref MemoryMarshal.GetReference(text);
        ref byte text1 = ref Unsafe.Add(ref start, _first);
        ref byte text2 = ref Unsafe.Add(ref start, _second);
        ref byte text3 = ref Unsafe.Add(ref start, _third);

        // In bounds: _third is the largest of the three, and a load at text3 + s reads up to s + _third + 32 (or + 64),
        // which the loop conditions keep at or below text.Length.
        int s = from;
        for (int end = text.Length - _third - (2 * Vector256<byte>.Count); s <= end; s += 2 * Vector256<byte>.Count)
        {
            nuint a = (nuint)s, b = a + (nuint)Vector256<byte>.Count;
            Vector256<byte> low =
                Vector256.Equals(Vector256.LoadUnsafe(ref text1, a) | fold1, byte1) &
                Vector256.Equals(Vector256.LoadUnsafe(ref text2, a) | fold2, byte2) &
                Vector256.Equals(Vector256.LoadUnsafe(ref text3, a) | fold3, byte3);
            Vector256<byte> high =
                Vector256.Equals(Vector256.LoadUnsafe(ref text1, b) | fold1, byte1) &
                Vector256.Equals(Vector256.LoadUnsafe(ref text2, b) | fold2, byte2) &
                Vector256.Equals(Vector256.LoadUnsafe(ref text3, b) | fold3, byte3);
            if ((low | high) != Vector256<byte>.Zero)
            {
                ulong candidates = low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);
                int found = Confirm(text, s, candidates);
                if (found >= 0)
                {
                    return found;
                }
            }
        }

        return Find128(text, s);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find128(ReadOnlySpan<byte> text, int from)
    {
        ReadOnlySpan<byte> bytes = _literal.Bytes;
        ReadOnlySpan<byte> fold = _literal.Fold;
        Vector128<byte> byte1 = Vector128.Create(bytes[_first]), fold1 = Vector128.Create(fold[_first]);
        Vector128<byte> byte2 = Vector128.Create(bytes[_second]), fold2 = Vector128.Create(fold[_second]);
        Vector128<byte> byte3 = Vector128.Create(bytes[_third]), fold3 = Vector128.Create(fold[_third]);
        ref byte start = ref MemoryMarshal.GetReference(text);
        ref byte text1 = ref Unsafe.Add(ref start, _first);
        ref byte text2 = ref Unsafe.Add(ref start, _second);
        ref byte text3 = ref Unsafe.Add(ref start, _third);

        // In bounds as in Find256, with 16.
        int s = from;
        for (int end = text.Length - _third - Vector128<byte>.Count; s <= end; s += Vector128<byte>.Count)
        {
            nuint a = (nuint)s;
            Vector128<byte> equal =
                Vector128.Equals(Vector128.LoadUnsafe(ref text1, a) | fold1, byte1) &
                Vector128.Equals(Vector128.LoadUnsafe(ref text2, a) | fold2, byte2) &
                Vector128.Equals(Vector128.LoadUnsafe(ref text3, a) | fold3, byte3);
            if (equal != Vector128<byte>.Zero)
            {
                int found = Confirm(text, s, equal.ExtractMostSignificantBits());
                if (found >= 0)
                {
                    return found;
                }
            }
        }

        return FindScalar(text, s);
    }

    private int FindScalar(ReadOnlySpan<byte> text, int from)
    {
        byte rare = _literal.Bytes[_first], fold = _literal.Fold[_first];
        for (int s = from; s <= text.Length - _literal.Length; s++)
        {
            if ((text[s + _first] | fold) == rare && _literal.IsAt(text, s))
            {
                return s;
            }
        }

        return None;
    }

    /// <summary>The first of the suspected starts (bit i: <paramref name="at"/> + i) where the literal stands.</summary>
    private int Confirm(ReadOnlySpan<byte> text, int at, ulong candidates)
    {
        for (; candidates != 0; candidates &= candidates - 1)
        {
            int start = at + BitOperations.TrailingZeroCount(candidates);
            if (_literal.IsAt(text, start))
            {
                return start;
            }
        }

        return None;
    }
}
