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

    /// <summary>The set with <paramref name="value"/> too, in both cases when it is an ASCII letter.</summary>
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

    private static double ShareOf(int low, int high)
    {
        double share = 0;
        for (int h = 0; h < 16; h++)
        {
            if ((high >> h & 1) != 0)
            {
                for (int l = 0; l < 16; l++)
                {
                    share += (low >> l & 1) != 0 ? LogTextModel.Share((byte)((h << 4) | l)) : 0;
                }
            }
        }

        return share;
    }
}
