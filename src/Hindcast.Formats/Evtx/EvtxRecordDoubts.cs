namespace Hindcast.Formats.Evtx;

/// <summary>How far a record can be trusted.</summary>
[Flags]
public enum EvtxRecordDoubts : byte
{
    /// <summary>Read whole, from a chunk that passed its checks.</summary>
    None = 0,

    /// <summary>A part of the record could not be read; what is there is handed out.</summary>
    Damaged = 1,

    /// <summary>The chunk's header or checksum is wrong, so bytes may have been changed.</summary>
    Doubtful = 2,

    /// <summary>Found outside the log's records in use: slack space, or a chunk without a header.</summary>
    Carved = 4,

    /// <summary>
    /// Found by searching on after a break in its chunk; it may be from an earlier use of the chunk (a torn write).
    /// </summary>
    AfterBreak = 8,
}
