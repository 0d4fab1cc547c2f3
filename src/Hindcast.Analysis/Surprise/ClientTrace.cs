using System.Numerics;

namespace Hindcast.Analysis.Surprise;

/// <summary>What one client did on one day, in little memory. Requests that were turned away do not count.</summary>
internal sealed class ClientTrace(string address, bool isInside)
{
    private long _postedUntil = long.MaxValue;
    private long _postedInProxyUntil = long.MaxValue;
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

    /// <summary>The first posts in IIS of a client from outside; null for others.</summary>
    internal EarliestTimes? Posted { get; private set; }

    /// <summary>The same in HttpProxy.</summary>
    internal EarliestTimes? PostedInProxy { get; private set; }

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

    /// <summary>Takes a post of a client from outside.</summary>
    internal void AddPost(bool inProxy, long ticks)
    {
        // Most posts are late ones, which have nothing to look for in objects further away.
        if (ticks < (inProxy ? _postedInProxyUntil : _postedUntil))
        {
            Keep(inProxy, ticks);
        }
    }

    internal void Add(ClientTrace other, string file, long lines)
    {
        Requests += other.Requests;
        Posts += other.Posts;
        Parts += other.Parts;
        Paths |= other.Paths;
        Posted = Sum(Posted, other.Posted);
        PostedInProxy = Sum(PostedInProxy, other.PostedInProxy);
        (_postedUntil, _postedInProxyUntil) = (Posted?.Until ?? long.MaxValue, PostedInProxy?.Until ?? long.MaxValue);
        RowSpot first = other.First.In(file, lines);
        First = First.Ticks == 0 || first < First ? first : First;
        LastTicks = Math.Max(LastTicks, other.LastTicks);
    }

    private void Keep(bool inProxy, long ticks)
    {
        if (inProxy)
        {
            (PostedInProxy ??= new EarliestTimes()).Add(ticks);
            _postedInProxyUntil = PostedInProxy.Until;
        }
        else
        {
            (Posted ??= new EarliestTimes()).Add(ticks);
            _postedUntil = Posted.Until;
        }
    }

    private static EarliestTimes? Sum(EarliestTimes? own, EarliestTimes? other)
    {
        if (other is not null)
        {
            (own ??= new EarliestTimes()).Add(other);
        }

        return own;
    }
}
