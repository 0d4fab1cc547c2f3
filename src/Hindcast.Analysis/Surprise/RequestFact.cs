using System.Runtime.CompilerServices;
using Hindcast.Evidence;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// What one row of a web log tells: the row and where its columns stand in it. Lives as long as the row's buffer. One is made for each
/// row, so it holds places and no spans, which would have to be cleared first.
/// </summary>
public ref struct RequestFact
{
    private readonly ReadOnlySpan<byte> _row;
    private readonly string _file;
    private readonly long _offsetBytes;
    private readonly long _lengthBytes;
    private readonly long _line;

    /// <summary>A row of which no column is known yet.</summary>
    /// <param name="row">Its bytes.</param>
    /// <param name="ticks">When it ended, UTC ticks.</param>
    /// <param name="file">Its evidence file; "" as long as it is counted from the start of a stretch.</param>
    /// <param name="offsetBytes">Where it stands.</param>
    /// <param name="lengthBytes">Bytes without the line end.</param>
    /// <param name="line">Its line; counts from 0 as long as there is no file.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RequestFact(ReadOnlySpan<byte> row, long ticks, string file, long offsetBytes, long lengthBytes, long line)
    {
        _row = row;
        Ticks = ticks;
        _file = file;
        _offsetBytes = offsetBytes;
        _lengthBytes = lengthBytes;
        _line = line;
    }

    /// <summary>When it ended, UTC ticks.</summary>
    public long Ticks { get; }

    /// <summary>The log.</summary>
    public RequestSource Source { get; set; }

    /// <summary>Status, 0 when there is none.</summary>
    public int Status { get; set; }

    /// <summary>GET, POST ...</summary>
    public RowPart Method { get; set; }

    /// <summary>Path.</summary>
    public RowPart Stem { get; set; }

    /// <summary>Query, with or without its question mark; empty or "-" for none.</summary>
    public RowPart Query { get; set; }

    /// <summary>Account, empty or "-" for nobody.</summary>
    public RowPart User { get; set; }

    /// <summary>Address of the client.</summary>
    public RowPart Client { get; set; }

    /// <summary>User agent.</summary>
    public RowPart Agent { get; set; }

    /// <summary>By what HttpProxy chose the back end; empty in IIS.</summary>
    public RowPart Routing { get; set; }

    /// <summary>Why HttpProxy chose the back end; empty in IIS.</summary>
    public RowPart Hint { get; set; }

    /// <summary>The back end's cookie in HttpProxy; empty in IIS.</summary>
    public RowPart Cookie { get; set; }

    /// <summary>Bytes of the request; -1 when the log does not tell.</summary>
    public long BytesIn { get; set; }

    /// <summary>Bytes of the answer; -1 when the log does not tell.</summary>
    public long BytesOut { get; set; }

    /// <summary>Milliseconds; -1 when the log does not tell.</summary>
    public long DurationMs { get; set; }

    /// <summary>The bytes of a part.</summary>
    public readonly ReadOnlySpan<byte> this[RowPart part] => _row.Slice(part.Start, part.Length);

    /// <summary>True when it stands before the first row that was met; the order in which rows come is no matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool StandsBefore(in RowSpot first) => Ticks <= first.Ticks && Spot < first;

    /// <summary>Where it stands, put together for the few rows of which that is kept.</summary>
    internal readonly RowSpot Spot => new(Ticks, new SourceLocation(_file, _offsetBytes, _lengthBytes, _line));
}
