namespace Hindcast.Analysis.Surprise;

/// <summary>All requests of a day that are alike in what counts: log, method, path, answer, caller, program, query, routing.</summary>
internal sealed class RequestForm
{
    internal required RequestSource Source { get; init; }

    /// <summary>GET, POST ...</summary>
    internal required string Method { get; init; }

    /// <summary>See <see cref="PathShape.Of"/>.</summary>
    internal required string Path { get; init; }

    /// <summary>False for a status of 500 and more; other answers are not kept.</summary>
    internal required bool IsAnswered { get; init; }

    internal required CallerKind Caller { get; init; }

    /// <summary>The client is this machine or in a private network.</summary>
    internal required bool IsInside { get; init; }

    internal required string Agent { get; init; }

    /// <summary>See <see cref="PathShape.OfQuery"/>.</summary>
    internal required string QueryHead { get; init; }

    /// <summary>The kind of routing value of HttpProxy, a * behind it when it holds more than a name; "" for none.</summary>
    internal required string Routing { get; init; }

    /// <summary>All of the above, hashed.</summary>
    internal required ulong Key { get; init; }

    /// <summary>Path and log, hashed.</summary>
    internal required ulong PathKey { get; init; }

    internal required PathVolume Volume { get; init; }

    internal long Count { get; set; }

    internal RowSpot First { get; set; }

    internal long LastTicks { get; set; }

    internal SmallHashes Clients;

    internal bool IsPost => Method is not ("GET" or "HEAD" or "OPTIONS" or "PROPFIND" or "RPC_IN_DATA" or "RPC_OUT_DATA");

    internal bool IsStatic { get; init; }

    /// <summary>Counts the same requests in another day of a profile, from none on.</summary>
    internal RequestForm EmptyFor(PathVolume volume) => new()
    {
        Source = Source,
        Method = Method,
        Path = Path,
        IsAnswered = IsAnswered,
        Caller = Caller,
        IsInside = IsInside,
        Agent = Agent,
        QueryHead = QueryHead,
        Routing = Routing,
        Key = Key,
        PathKey = PathKey,
        Volume = volume,
        IsStatic = IsStatic,
    };
}
