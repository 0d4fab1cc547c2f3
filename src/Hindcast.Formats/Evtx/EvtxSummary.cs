using Hindcast.Evidence;

namespace Hindcast.Formats.Evtx;

/// <summary>What reading a whole file gave: counts that add up, trouble, and signs in the log's order.</summary>
public sealed record EvtxSummary
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>Its header as it stands.</summary>
    public required EvtxFileHeader Header { get; init; }

    /// <summary>Records read whole, in their place.</summary>
    public required long Records { get; init; }

    /// <summary>Records read whole that were found by searching on after a break in their chunk; doubtful.</summary>
    public required long RecordsAfterBreak { get; init; }

    /// <summary>Records handed out although a part of them could not be read.</summary>
    public required long DamagedRecords { get; init; }

    /// <summary>Stretches where records must have been but none could be read, and records that the strict policy refused.</summary>
    public required long LostRecords { get; init; }

    /// <summary>Records among the others that are marked doubtful.</summary>
    public required long DoubtfulRecords { get; init; }

    /// <summary>Records found by carving; not among the others.</summary>
    public required long CarvedRecords { get; init; }

    /// <summary>Chunks with content.</summary>
    public required int Chunks { get; init; }

    /// <summary>Chunks of nothing but zeros.</summary>
    public required int EmptyChunks { get; init; }

    /// <summary>Chunks that are cut, have no signature, or were refused.</summary>
    public required int BrokenChunks { get; init; }

    /// <summary>Bytes that could not be read.</summary>
    public required long LostBytes { get; init; }

    /// <summary>Lowest record id; 0 when there is no record.</summary>
    public required long FirstRecordId { get; init; }

    /// <summary>Highest record id.</summary>
    public required long LastRecordId { get; init; }

    /// <summary>Trouble, in file order; bounded, with counts.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Signs of tampering, damage or a changed clock; bounded.</summary>
    public required IReadOnlyList<LogSign> Signs { get; init; }

    /// <summary>Signs beyond the bound.</summary>
    public required long SignsLeftOut { get; init; }
}
