namespace Hindcast.Analysis.Surprise;

/// <summary>The earliest moments of something, a few of them: the same whatever the order of adding. Takes room as they come: most clients have one or two.</summary>
internal struct EarliestTimes
{
    internal const int Most = 10;

    private const int AtFirst = 2;

    private long[]? _ticks;

    internal int Count { get; private set; }

    internal readonly ReadOnlySpan<long> Ticks => _ticks.AsSpan(0, Count);

    /// <summary>A moment from this one on is none of them.</summary>
    internal readonly long Until => Count == Most ? _ticks![Most - 1] : long.MaxValue;

    /// <summary>Bytes that it takes on the heap, as measured on .NET 10.</summary>
    internal readonly int HeapBytes => _ticks is null ? 0 : 24 + (_ticks.Length * sizeof(long));

    internal void Add(long ticks)
    {
        if (ticks >= Until)
        {
            return;
        }

        if (_ticks is null || (Count == _ticks.Length && Count < Most))
        {
            Array.Resize(ref _ticks, Count == 0 ? AtFirst : Most);
        }

        int at = Math.Min(Count, Most - 1);
        for (; at > 0 && _ticks[at - 1] > ticks; at--)
        {
            _ticks[at] = _ticks[at - 1];
        }

        _ticks[at] = ticks;
        Count = Math.Min(Count + 1, Most);
    }

    internal void Add(in EarliestTimes other)
    {
        foreach (long ticks in other.Ticks)
        {
            Add(ticks);
        }
    }
}
