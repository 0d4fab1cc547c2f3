using Hindcast.Evidence;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// What one row of a web log tells, as the bytes of its columns. Lives as long as the row's buffer. It can be filled again, because it is
/// large for something that is made for each row.
/// </summary>
public ref struct RequestFact
{
    /// <summary>The log.</summary>
    public required RequestSource Source { get; set; }

    /// <summary>When it ended, UTC ticks.</summary>
    public required long Ticks { get; set; }

    /// <summary>Status, 0 when there is none.</summary>
    public required int Status { get; set; }

    /// <summary>GET, POST ...</summary>
    public required ReadOnlySpan<byte> Method { get; set; }

    /// <summary>Path.</summary>
    public required ReadOnlySpan<byte> Stem { get; set; }

    /// <summary>Query, with or without its question mark; empty or "-" for none.</summary>
    public required ReadOnlySpan<byte> Query { get; set; }

    /// <summary>Account, empty or "-" for nobody.</summary>
    public required ReadOnlySpan<byte> User { get; set; }

    /// <summary>Address of the client.</summary>
    public required ReadOnlySpan<byte> Client { get; set; }

    /// <summary>User agent.</summary>
    public required ReadOnlySpan<byte> Agent { get; set; }

    /// <summary>By what HttpProxy chose the back end; empty in IIS.</summary>
    public ReadOnlySpan<byte> Routing { get; set; }

    /// <summary>Why HttpProxy chose the back end; empty in IIS.</summary>
    public ReadOnlySpan<byte> Hint { get; set; }

    /// <summary>The back end's cookie in HttpProxy; empty in IIS.</summary>
    public ReadOnlySpan<byte> Cookie { get; set; }

    /// <summary>Bytes of the request; -1 when the log does not tell.</summary>
    public long BytesIn { get; set; }

    /// <summary>Bytes of the answer; -1 when the log does not tell.</summary>
    public long BytesOut { get; set; }

    /// <summary>Milliseconds; -1 when the log does not tell.</summary>
    public long DurationMs { get; set; }

    /// <summary>Where it stands; its line counts from 0 as long as there is no file.</summary>
    public required SourceLocation Location { get; set; }

    /// <summary>True when it stands before the first row that was met; the order in which rows come is no matter.</summary>
    internal readonly bool StandsBefore(in RowSpot first) => Ticks <= first.Ticks && Spot < first;

    internal readonly RowSpot Spot => new(Ticks, Location);
}
