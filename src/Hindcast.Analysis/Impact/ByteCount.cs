namespace Hindcast.Analysis.Impact;

/// <summary>Sums of byte counts that hostile log lines cannot overflow: a sum that would stays at the largest number.</summary>
public static class ByteCount
{
    /// <summary>Adds two counts that are not negative.</summary>
    public static long Add(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    /// <summary>Adds many counts that are not negative.</summary>
    public static long Sum(IEnumerable<long> counts) => counts.Aggregate(0L, Add);
}
