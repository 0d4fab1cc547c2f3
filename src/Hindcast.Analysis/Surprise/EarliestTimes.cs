namespace Hindcast.Analysis.Surprise;

/// <summary>The earliest moments of something, a few of them: the same whatever the order of adding.</summary>
internal sealed class EarliestTimes
{
    internal const int Most = 10;

    private readonly long[] _ticks = new long[Most];

    internal int Count { get; private set; }

    internal ReadOnlySpan<long> Ticks => _ticks.AsSpan(0, Count);

    /// <summary>A moment from this one on is none of them.</summary>
    internal long Until => Count == Most ? _ticks[Most - 1] : long.MaxValue;

    internal void Add(long ticks)
    {
        if (ticks >= Until)
        {
            return;
        }

        int at = Math.Min(Count, Most - 1);
        for (; at > 0 && _ticks[at - 1] > ticks; at--)
        {
            _ticks[at] = _ticks[at - 1];
        }

        _ticks[at] = ticks;
        Count = Math.Min(Count + 1, Most);
    }

    internal void Add(EarliestTimes other)
    {
        foreach (long ticks in other.Ticks)
        {
            Add(ticks);
        }
    }
}
