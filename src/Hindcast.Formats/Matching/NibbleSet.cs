using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hindcast.Formats.Matching;

/// <summary>
/// The bytes that one bucket allows at one place, as the sets of their low and high halves: every combination is
/// allowed. Immutable.
/// </summary>
/// <param name="Low">Bit n: a low half n is allowed.</param>
/// <param name="High">Bit n: a high half n is allowed.</param>
/// <param name="Share">Estimated share of the bytes of a log that are allowed.</param>
internal readonly record struct NibbleSet(ushort Low, ushort High, double Share)
{
    /// <summary>Allows every byte.</summary>
    public static readonly NibbleSet Everything = new(ushort.MaxValue, ushort.MaxValue, 1);

    private static readonly double[] RowShares = SumRows();

    /// <summary>The set with <paramref name="value"/> too, in both cases when it is an ASCII letter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public NibbleSet With(byte value)
    {
        ushort low = (ushort)(Low | (1 << (value & 15)));
        ushort high = (ushort)(High | (1 << (value >> 4)));
        if (char.IsAsciiLetter((char)value))
        {
            high |= (ushort)(1 << ((value ^ 0x20) >> 4));
        }

        return low == Low && high == High ? this : new NibbleSet(low, high, ShareOf(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ShareOf(int low, int high)
    {
        double share = 0;
        for (; high != 0; high &= high - 1)
        {
            int row = BitOperations.TrailingZeroCount(high) * 512;
            share += RowShares[row + (low & 255)] + RowShares[row + 256 + (low >> 8)];
        }

        return share;
    }

    /// <summary>By high half: the shares of the 256 subsets of low halves 0 to 7, then of 8 to 15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] SumRows()
    {
        double[] shares = new double[16 * 512];
        for (int row = 0; row < 32; row++)
        {
            for (int subset = 1; subset < 256; subset++)
            {
                int last = BitOperations.TrailingZeroCount(subset);
                shares[(row * 256) + subset] = shares[(row * 256) + (subset & (subset - 1))] + LogTextModel.Share((byte)((row * 8) + last));
            }
        }

        return shares;
    }
}
