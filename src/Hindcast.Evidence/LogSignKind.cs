namespace Hindcast.Evidence;

/// <summary>
/// Something in a log's own order that tampering leaves behind, and that damage or a changed clock can leave too.
/// </summary>
public enum LogSignKind
{
    /// <summary>The file was not closed cleanly. Usual for a log copied from a running server.</summary>
    NotClosed,

    /// <summary>The file header contradicts what stands in the file.</summary>
    HeaderContradicted,

    /// <summary>A checksum is wrong: bytes were changed after they were written, or copied while they were.</summary>
    ChecksumMismatch,

    /// <summary>A record was written earlier than the one before it, by more than the usual jitter.</summary>
    TimeBackwards,

    /// <summary>A record number comes twice, or numbers run backwards.</summary>
    RecordIdRepeated,

    /// <summary>Record numbers are missing between two records of the file.</summary>
    RecordIdGap,

    /// <summary>The log says that a log was cleared (events 1102 and 104).</summary>
    LogCleared,
}
