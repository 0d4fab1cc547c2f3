using System.Runtime.CompilerServices;

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
        _buckets = new NibbleBucket[BucketCount];
        for (int bucket = 0; bucket < BucketCount; bucket++)
        {
            _buckets[bucket] = new NibbleBucket(Places);
        }

        // The most frequent windows first: the later ones can still avoid them.
        int[][] offsets = new int[literals.Count][];
        double[] shares = new double[literals.Count];
        int[] order = new int[literals.Count];
        for (int i = 0; i < literals.Count; i++)
        {
            offsets[i] = RarestWindows(literals[i], out double least);
            shares[i] = -least;
            order[i] = i;
        }

        SortStable(shares, order);
        foreach (int i in order)
        {
            Windows[i] = Place(literals[i], offsets[i]);
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

    /// <summary>Offsets of the rarest windows, the rarest first.</summary>
    private static int[] RarestWindows(FoldedLiteral literal, out double least)
    {
        int count = int.Max(0, literal.Length - WindowTable.WindowBytes) + 1;
        double[] shares = new double[count];
        int[] offsets = new int[count];
        for (int offset = 0; offset < count; offset++)
        {
            shares[offset] = LogTextModel.WindowShare(WindowTable.Window(literal, offset));
            offsets[offset] = offset;
        }

        SortStable(shares, offsets);
        least = shares[0];
        return offsets[..int.Min(count, WindowChoices)];
    }

    /// <summary>Sorts by key, equal keys by number: the plan must be the same everywhere.</summary>
    private static void SortStable(double[] keys, int[] numbers)
    {
        Array.Sort(keys, numbers);
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            Array.Sort(numbers, start, end - start);
            start = end;
        }
    }

    /// <summary>Puts a literal where it adds least to the share of places that fit a bucket; returns the window taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
