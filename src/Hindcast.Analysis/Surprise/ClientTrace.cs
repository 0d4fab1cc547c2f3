using System.Numerics;

namespace Hindcast.Analysis.Surprise;

/// <summary>What one client did on one day, in little memory. Requests that were turned away do not count.</summary>
internal sealed class ClientTrace(string address, bool isInside)
{
    internal string Address { get; } = address;

    internal bool IsInside { get; } = isInside;

    internal long Requests { get; set; }

    internal long Posts { get; set; }

    /// <summary>Pictures, scripts and styles, as a browser fetches them with a page.</summary>
    internal long Parts { get; set; }

    /// <summary>A bit for each path, by its hash.</summary>
    internal ulong Paths { get; set; }

    /// <summary>The first posts in IIS of a client from outside; null for others.</summary>
    internal EarliestTimes? Posted { get; set; }

    /// <summary>The same in HttpProxy.</summary>
    internal EarliestTimes? PostedInProxy { get; set; }

    internal RowSpot First { get; set; }

    internal long LastTicks { get; set; }

    /// <summary>Different paths, at least.</summary>
    internal int PathCount => BitOperations.PopCount(Paths);

    internal void Add(ClientTrace other, string file, long lines)
    {
        Requests += other.Requests;
        Posts += other.Posts;
        Parts += other.Parts;
        Paths |= other.Paths;
        Posted = Sum(Posted, other.Posted);
        PostedInProxy = Sum(PostedInProxy, other.PostedInProxy);
        RowSpot first = other.First.In(file, lines);
        First = First.Ticks == 0 || first < First ? first : First;
        LastTicks = Math.Max(LastTicks, other.LastTicks);
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
