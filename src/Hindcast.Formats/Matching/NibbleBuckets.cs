namespace Hindcast.Formats.Matching;

/// <summary>
/// The plan of a nibble search: each literal is represented by a rare window of up to six bytes and put in one of
/// eight buckets, chosen so that few places of a usual log fit a bucket by accident. For each place of a window there
/// are two tables of 16 bytes, by the low and the high half of a text byte; bit k of an entry tells that bucket k has a
/// window with such a half there. Small sets test four places, large ones six. Built once, then read only.
/// </summary>
internal sealed class NibbleBuckets
{
    /// <summary>Places that have tables.</summary>
    public const int PlaceCount = 6;

    private const int BucketCount = 8;
    private const int WindowChoices = 12;
    private const int SmallSet = 48;

    private readonly byte[] _low = new byte[PlaceCount * 16];
    private readonly byte[] _high = new byte[PlaceCount * 16];
    private readonly NibbleBucket[] _buckets;

    /// <summary>Chooses the windows and buckets of <paramref name="literals"/>.</summary>
    public NibbleBuckets(IReadOnlyList<FoldedLiteral> literals)
    {
        Windows = new int[literals.Count];
        Places = literals.Count <= SmallSet ? WindowTable.WindowBytes : PlaceCount;
        _buckets = [.. Enumerable.Range(0, BucketCount).Select(_ => new NibbleBucket(Places))];
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

    /// <summary>Number of places worth testing: four or six.</summary>
    public int Places { get; }

    /// <summary>Table of the low halves at a place of the window.</summary>
    public ReadOnlySpan<byte> Low(int place) => _low.AsSpan(place * 16, 16);

    /// <summary>Table of the high halves at a place of the window.</summary>
    public ReadOnlySpan<byte> High(int place) => _high.AsSpan(place * 16, 16);

    /// <summary>The buckets (one bit each) that allow <paramref name="value"/> at a place of the window.</summary>
    public byte Buckets(int place, byte value) => (byte)(Low(place)[value & 15] & High(place)[value >> 4]);

    private static ReadOnlySpan<byte> Window(FoldedLiteral literal, int offset) =>
        literal.Bytes.Slice(offset, int.Min(PlaceCount, literal.Length - offset));

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
        NibbleBucket best = _buckets[0];
        int bestOffset = offsets[0];
        double least = double.PositiveInfinity;
        foreach (int offset in offsets)
        {
            ReadOnlySpan<byte> window = Window(literal, offset);
            double exact = LogTextModel.WindowShare(WindowTable.Window(literal, offset));
            foreach (NibbleBucket bucket in _buckets)
            {
                double added = exact < least ? bucket.CostOf(window) + exact : exact;
                if (added < least)
                {
                    least = added;
                    best = bucket;
                    bestOffset = offset;
                }
            }
        }

        best.Add(Window(literal, bestOffset));
        return bestOffset;
    }

    private void WriteTables()
    {
        for (int bucket = 0; bucket < BucketCount; bucket++)
        {
            for (int place = 0; place < PlaceCount; place++)
            {
                NibbleSet set = _buckets[bucket][place];
                for (int half = 0; half < 16; half++)
                {
                    _low[(place * 16) + half] |= (byte)(((set.Low >> half) & 1) << bucket);
                    _high[(place * 16) + half] |= (byte)(((set.High >> half) & 1) << bucket);
                }
            }
        }
    }
}
