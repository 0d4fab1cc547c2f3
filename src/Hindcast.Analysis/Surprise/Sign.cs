using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>Something odd about one subject on one day, before it is joined with others to an item.</summary>
internal sealed class Sign
{
    private const int MaxSpots = 3;

    internal required UnusualFamily Family { get; init; }

    /// <summary>Signs of one class are counted together to know how often days have one.</summary>
    internal required string Class { get; init; }

    internal required PastLog Log { get; init; }

    internal required string What { get; init; }

    internal required string Normal { get; init; }

    /// <summary>The path that it is about, or "".</summary>
    internal string Path { get; init; } = "";

    /// <summary>What is compared with other servers: holds no name of a person, machine or organisation; "" when nothing does.</summary>
    internal string Thing { get; init; } = "";

    internal int Tenths { get; set; }

    internal long Count { get; private set; }

    internal long FirstTicks { get; private set; } = long.MaxValue;

    internal long LastTicks { get; private set; }

    internal SortedSet<RowSpot> Spots { get; } = [];

    /// <summary>Clients from outside this machine, as hashes.</summary>
    internal SmallHashes Clients;

    /// <summary>False for logs that do not tell the client: the back end's, and events.</summary>
    internal bool HasClient => Log is PastLog.FrontEnd or PastLog.Proxy or PastLog.Services;

    internal Sign With(RequestForm form)
    {
        Clients.Add(form.Clients);
        return With(form.First, form.LastTicks, form.Count);
    }

    internal Sign With(RowSpot first, long lastTicks, long count)
    {
        Count += count;
        FirstTicks = Math.Min(FirstTicks, first.Ticks);
        LastTicks = Math.Max(LastTicks, lastTicks);
        Spots.Add(first);
        if (Spots.Count > MaxSpots)
        {
            Spots.Remove(Spots.Max);
        }

        return this;
    }
}
