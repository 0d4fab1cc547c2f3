namespace Hindcast.Analysis.Surprise;

/// <summary>Requests of a day below one first folder that HttpProxy routed for one reason, and the host that their routing value names.</summary>
/// <param name="folder">First folder, in lower case.</param>
/// <param name="hint">Why the back end was chosen, as the log says it.</param>
/// <param name="host">The host that the routing value or the back end's cookie names; "" for none.</param>
internal sealed class RouteTrace(string folder, string hint, string host)
{
    internal string Folder { get; } = folder;

    internal string Hint { get; } = hint;

    internal string Host { get; } = host;

    internal long Count { get; set; }

    internal RowSpot First { get; set; }

    internal long LastTicks { get; set; }

    internal SmallHashes Clients;

    internal void Add(RouteTrace other, string file, long lines)
    {
        Count += other.Count;
        RowSpot first = other.First.In(file, lines);
        First = First.Ticks == 0 || first < First ? first : First;
        LastTicks = Math.Max(LastTicks, other.LastTicks);
        Clients.Add(other.Clients);
    }
}
