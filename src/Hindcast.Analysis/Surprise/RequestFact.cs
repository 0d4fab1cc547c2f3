namespace Hindcast.Analysis.Surprise;

/// <summary>What one row of a web log tells, as the bytes of its columns. Lives as long as the row's buffer.</summary>
public readonly ref struct RequestFact
{
    /// <summary>The log.</summary>
    public required RequestSource Source { get; init; }

    /// <summary>When it ended, UTC ticks.</summary>
    public required long Ticks { get; init; }

    /// <summary>Status, 0 when there is none.</summary>
    public required int Status { get; init; }

    /// <summary>GET, POST ...</summary>
    public required ReadOnlySpan<byte> Method { get; init; }

    /// <summary>Path.</summary>
    public required ReadOnlySpan<byte> Stem { get; init; }

    /// <summary>Query, with or without its question mark; empty or "-" for none.</summary>
    public required ReadOnlySpan<byte> Query { get; init; }

    /// <summary>Account, empty or "-" for nobody.</summary>
    public required ReadOnlySpan<byte> User { get; init; }

    /// <summary>Address of the client.</summary>
    public required ReadOnlySpan<byte> Client { get; init; }

    /// <summary>User agent.</summary>
    public required ReadOnlySpan<byte> Agent { get; init; }

    /// <summary>By what HttpProxy chose the back end; empty in IIS.</summary>
    public ReadOnlySpan<byte> Routing { get; init; }

    /// <summary>Why HttpProxy chose the back end; empty in IIS.</summary>
    public ReadOnlySpan<byte> Hint { get; init; }

    /// <summary>The back end's cookie in HttpProxy; empty in IIS.</summary>
    public ReadOnlySpan<byte> Cookie { get; init; }

    /// <summary>Bytes of the request; -1 when the log does not tell.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of the answer; -1 when the log does not tell.</summary>
    public long BytesOut { get; init; }

    /// <summary>Milliseconds; -1 when the log does not tell.</summary>
    public long DurationMs { get; init; }

    /// <summary>Where it stands: first byte.</summary>
    public required long OffsetBytes { get; init; }

    /// <summary>Its length.</summary>
    public required long LengthBytes { get; init; }

    /// <summary>Its line within what is read, from 0.</summary>
    public required long Line { get; init; }
}
