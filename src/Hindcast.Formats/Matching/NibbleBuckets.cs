namespace Hindcast.Formats.Matching;

/// <summary>
/// The plan of a nibble search: each literal is represented by its rarest window of up to four bytes and put in one of
/// eight buckets, chosen so that few places of a usual log fit a bucket by accident. For each of the four places of a
/// window there are two tables of 16 bytes, by the low and the high half of a text byte; bit k of an entry tells that
/// bucket k has a window with such a half there. Built once, then read only.
/// </summary>
internal sealed class NibbleBuckets
{
    private const int BucketCount = 8;
    private const int WindowChoices = 6;

    private readonly byte[][] _low = [new byte[16], new byte[16], new byte[16], new byte[16]];
    private readonly byte[][] _high = [new byte[16], new byte[16], new byte[16], new byte[16]];
    private readonly NibbleSet[,] _sets = new NibbleSet[BucketCount, WindowTable.WindowBytes];

    /// <summary>Chooses the windows and buckets of <paramref name="literals"/>.</summary>
    public NibbleBuckets(IReadOnlyList<FoldedLiteral> literals)
    {
        Windows = new int[literals.Count];
        (int Literal, int[] Offsets, double Share)[] order =
        [
            .. literals
                .Select((literal, index) => (Literal: literal, Index: index, Offsets: RarestWindows(literal)))
                .Select(item => (item.Index, item.Offsets, Share: LogTextModel.WindowShare(WindowTable.Window(item.Literal, item.Offsets[0]))))
                .OrderByDescending(item => item.Share)
                .ThenBy(item => item.Index),
        ];
        foreach ((int index, int[] offsets, _) in order)
        {
            Windows[index] = Place(literals[index], offsets);
        }

        WriteTables();
    }

    /// <summary>For each literal the offset of its window.</summary>
    public int[] Windows { get; }

    /// <summary>Table of the low halves at a place of the window (0 to 3).</summary>
    public ReadOnlySpan<byte> Low(int place) => _low[place];

    /// <summary>Table of the high halves at a place of the window (0 to 3).</summary>
    public ReadOnlySpan<byte> High(int place) => _high[place];

    /// <summary>The buckets (one bit each) that allow <paramref name="value"/> at a place of the window.</summary>
    public byte Buckets(int place, byte value) => (byte)(_low[place][value & 15] & _high[place][value >> 4]);

    private static int[] RarestWindows(FoldedLiteral literal)
    {
        int last = int.Max(0, literal.Length - WindowTable.WindowBytes);
        return
        [
            .. Enumerable.Range(0, last + 1)
                .OrderBy(offset => LogTextModel.WindowShare(WindowTable.Window(literal, offset)))
                .ThenBy(offset => offset)
                .Take(WindowChoices),
        ];
    }

    /// <summary>Puts a literal where it adds least to the share of places that fit a bucket; returns the window taken.</summary>
    private int Place(FoldedLiteral literal, int[] offsets)
    {
        (int Bucket, int Offset) best = (0, offsets[0]);
        double least = double.PositiveInfinity;
        foreach (int offset in offsets)
        {
            ReadOnlySpan<byte> window = WindowTable.Window(literal, offset);
            double exact = LogTextModel.WindowShare(window);
            for (int bucket = 0; bucket < BucketCount; bucket++)
            {
                double before = 1, after = 1;
                for (int place = 0; place < WindowTable.WindowBytes; place++)
                {
                    NibbleSet set = _sets[bucket, place];
                    before *= set.Share;
                    after *= place < window.Length ? set.With(window[place]).Share : NibbleSet.Everything.Share;
                }

                double added = after - before + exact;
                if (added < least)
                {
                    least = added;
                    best = (bucket, offset);
                }
            }
        }

        ReadOnlySpan<byte> chosen = WindowTable.Window(literal, best.Offset);
        for (int place = 0; place < WindowTable.WindowBytes; place++)
        {
            ref NibbleSet set = ref _sets[best.Bucket, place];
            set = place < chosen.Length ? set.With(chosen[place]) : NibbleSet.Everything;
        }

        return best.Offset;
    }

    private void WriteTables()
    {
        for (int bucket = 0; bucket < BucketCount; bucket++)
        {
            for (int place = 0; place < WindowTable.WindowBytes; place++)
            {
                NibbleSet set = _sets[bucket, place];
                for (int half = 0; half < 16; half++)
                {
                    _low[place][half] |= (byte)(((set.Low >> half) & 1) << bucket);
                    _high[place][half] |= (byte)(((set.High >> half) & 1) << bucket);
                }
            }
        }
    }
}
