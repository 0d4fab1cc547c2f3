using System.Numerics;

namespace Hindcast.Analysis.Surprise;

/// <summary>What one client did on one day, in little memory. Requests that were turned away do not count.</summary>
internal sealed class ClientTrace(string address, bool isInside)
{
    private EarliestTimes _posted;
    private EarliestTimes _postedInProxy;
    private long _firstTicks = long.MaxValue;
    private RowSpot _first;

    internal string Address { get; } = address;

    internal bool IsInside { get; } = isInside;

    internal long Requests { get; set; }

    internal long Posts { get; set; }

    /// <summary>Pictures, scripts and styles, as a browser fetches them with a page.</summary>
    internal long Parts { get; set; }

    /// <summary>A bit for each path, by its hash.</summary>
    internal ulong Paths { get; set; }

    /// <summary>The first posts in IIS of a client from outside; none for others.</summary>
    internal ref readonly EarliestTimes Posted => ref _posted;

    /// <summary>The same in HttpProxy.</summary>
    internal ref readonly EarliestTimes PostedInProxy => ref _postedInProxy;

    internal RowSpot First
    {
        get => _first;
        set => (_first, _firstTicks) = (value, value.Ticks);
    }

    internal long LastTicks { get; set; }

    /// <summary>Different paths, at least.</summary>
    internal int PathCount => BitOperations.PopCount(Paths);

    /// <summary>True when a row stands before the first that was met.</summary>
    internal bool StartsWith(in RequestFact fact) => fact.Ticks <= _firstTicks && fact.Spot < _first;

    /// <summary>Takes rows that are like one that was met, and later.</summary>
    internal void AddRepeats(RequestForm form, long count, long lastTicks)
    {
        Requests += count;
        Posts += form.IsPost ? count : 0;
        Parts += form is { IsStatic: true, IsPost: false } ? count : 0;
        LastTicks = Math.Max(LastTicks, lastTicks);
    }

    /// <summary>Takes a post of a client from outside.</summary>
    /// <returns>From when on a post is none of its first.</returns>
    internal long AddPost(bool inProxy, long ticks)
    {
        ref EarliestTimes posted = ref inProxy ? ref _postedInProxy : ref _posted;
        posted.Add(ticks);
        return posted.Until;
    }

    internal void Add(ClientTrace other, string file, long lines)
    {
        Requests += other.Requests;
        Posts += other.Posts;
        Parts += other.Parts;
        Paths |= other.Paths;
        _posted.Add(other._posted);
        _postedInProxy.Add(other._postedInProxy);
        RowSpot first = other.First.In(file, lines);
        First = First.Ticks == 0 || first < First ? first : First;
        LastTicks = Math.Max(LastTicks, other.LastTicks);
    }
}
