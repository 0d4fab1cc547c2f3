namespace Hindcast.Formats.Evtx;

/// <summary>Something in a log's own order that tampering, damage or a changed clock leaves behind.</summary>
public enum EvtxSignKind : byte
{
    /// <summary>Record ids are missing between two records of the file.</summary>
    RecordIdGap,

    /// <summary>A record id comes twice, or ids run backwards within a chunk.</summary>
    RecordIdRepeated,

    /// <summary>A record was written earlier than the one before it, by more than the usual jitter.</summary>
    TimeBackwards,

    /// <summary>The log says that a log was cleared (events 1102 and 104).</summary>
    LogCleared,

    /// <summary>A chunk's checksum is wrong.</summary>
    ChecksumMismatch,

    /// <summary>The file header says that the log was not closed cleanly.</summary>
    FileDirty,

    /// <summary>The file header contradicts the chunks.</summary>
    FileHeaderContradicted,
}
