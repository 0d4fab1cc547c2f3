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

    internal required PathVolume Volume { get; set; }

    internal long Count { get; set; }

    internal RowSpot First { get; set; }

    internal long LastTicks { get; set; }

    internal SmallHashes Clients;

    internal required bool IsPost { get; init; }

    internal required bool IsStatic { get; init; }

    /// <summary>The bit of the path in <see cref="ClientTrace.Paths"/>.</summary>
    internal required ulong PathBit { get; init; }

    /// <summary>One bit of 64 for a path.</summary>
    internal static ulong BitOf(ulong pathKey) => 1UL << (int)(KeyHash.Mix(pathKey, 1) >> 58);

    /// <summary>True for a method that sends something to be worked on.</summary>
    internal static bool Posts(string method) => method is not ("GET" or "HEAD" or "OPTIONS" or "PROPFIND" or "RPC_IN_DATA" or "RPC_OUT_DATA");

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
        PathBit = PathBit,
        Volume = volume,
        IsPost = IsPost,
        IsStatic = IsStatic,
    };
}
