using Hindcast.Evidence;

namespace Hindcast.Formats.Evtx;

/// <summary>Every kind of trouble that event log files give. Each is explained in docs/diagnostics/evtx.md.</summary>
public static class EvtxDiagnostics
{
    /// <summary>No header and no chunk was found.</summary>
    public static readonly DiagnosticDescriptor NotAnEventLog =
        new("HC3001", DiagnosticSeverity.Loss, "not an event log", "file not read");

    /// <summary>The file header's signature is missing.</summary>
    public static readonly DiagnosticDescriptor FileHeaderDamaged =
        new("HC3002", DiagnosticSeverity.Warning, "file header damaged", "chunks read without it");

    /// <summary>The file header's checksum is wrong.</summary>
    public static readonly DiagnosticDescriptor FileHeaderChecksum =
        new("HC3003", DiagnosticSeverity.Warning, "file header checksum wrong", "header shown, not trusted");

    /// <summary>The file was not closed cleanly.</summary>
    public static readonly DiagnosticDescriptor FileDirty =
        new("HC3004", DiagnosticSeverity.Info, "file not closed cleanly", "all chunks read, whatever the header says");

    /// <summary>The header's chunk count is not what the file holds.</summary>
    public static readonly DiagnosticDescriptor ChunkCount =
        new("HC3005", DiagnosticSeverity.Info, "chunk count in the file header is wrong", "all chunks read");

    /// <summary>A chunk has no signature.</summary>
    public static readonly DiagnosticDescriptor ChunkSignature =
        new("HC3006", DiagnosticSeverity.Loss, "chunk signature missing", "chunk skipped; carving may find its records");

    /// <summary>A chunk header's checksum is wrong.</summary>
    public static readonly DiagnosticDescriptor ChunkHeaderChecksum =
        new("HC3007", DiagnosticSeverity.Warning, "chunk header checksum wrong", "records marked doubtful");

    /// <summary>The checksum of a chunk's records is wrong.</summary>
    public static readonly DiagnosticDescriptor ChunkDataChecksum =
        new("HC3008", DiagnosticSeverity.Warning, "chunk data checksum wrong", "records marked doubtful");

    /// <summary>A chunk header's offsets or record ids contradict its records.</summary>
    public static readonly DiagnosticDescriptor ChunkHeaderContradicted =
        new("HC3009", DiagnosticSeverity.Warning, "chunk header contradicts its records", "records followed, not the header");

    /// <summary>The file ends within a chunk.</summary>
    public static readonly DiagnosticDescriptor ChunkTruncated =
        new("HC3010", DiagnosticSeverity.Loss, "file ends within a chunk", "records before the end read");

    /// <summary>Where a record should start there is none.</summary>
    public static readonly DiagnosticDescriptor RecordHeaderDamaged =
        new("HC3011", DiagnosticSeverity.Loss, "record header damaged", "skipped to the next record");

    /// <summary>The record's size at its end is not the one at its start.</summary>
    public static readonly DiagnosticDescriptor RecordSizeCopy =
        new("HC3012", DiagnosticSeverity.Warning, "record sizes differ", "record read, marked doubtful");

    /// <summary>A record's binary XML is damaged.</summary>
    public static readonly DiagnosticDescriptor RecordBody =
        new("HC3013", DiagnosticSeverity.Loss, "record body damaged", "record read up to there");

    /// <summary>A template definition is damaged or missing.</summary>
    public static readonly DiagnosticDescriptor Template =
        new("HC3014", DiagnosticSeverity.Loss, "template definition damaged", "values shown without all their names");

    /// <summary>A name in the chunk's string table is damaged.</summary>
    public static readonly DiagnosticDescriptor NameDamaged =
        new("HC3015", DiagnosticSeverity.Loss, "name unreadable", "replaced by a placeholder");

    /// <summary>A name does not fit its hash.</summary>
    public static readonly DiagnosticDescriptor NameHash =
        new("HC3016", DiagnosticSeverity.Warning, "name does not fit its hash", "used as it stands");

    /// <summary>A record's values run beyond its end.</summary>
    public static readonly DiagnosticDescriptor ValuesCutShort =
        new("HC3017", DiagnosticSeverity.Loss, "values run beyond the record", "values after that are null");

    /// <summary>A value's type is unknown or its size does not fit.</summary>
    public static readonly DiagnosticDescriptor ValueUnfit =
        new("HC3018", DiagnosticSeverity.Warning, "value size or type unfit", "value shown as hex digits");

    /// <summary>A template names a value that the record does not hold.</summary>
    public static readonly DiagnosticDescriptor ValueMissing =
        new("HC3019", DiagnosticSeverity.Warning, "value missing", "its place is empty");

    /// <summary>Nesting or structure goes over a limit.</summary>
    public static readonly DiagnosticDescriptor LimitReached =
        new("HC3020", DiagnosticSeverity.Loss, "structure over a limit", "the rest of the record is left out");

    /// <summary>A record holds no event.</summary>
    public static readonly DiagnosticDescriptor RecordEmpty =
        new("HC3021", DiagnosticSeverity.Loss, "record without content", "record counted, nothing to show");

    /// <summary>Bytes after the records in use look like records.</summary>
    public static readonly DiagnosticDescriptor RecordsInSlack =
        new("HC3022", DiagnosticSeverity.Info, "old records in slack space", "read only when carving");

    /// <summary>A record was carved.</summary>
    public static readonly DiagnosticDescriptor RecordsCarved =
        new("HC3023", DiagnosticSeverity.Info, "records carved", "marked carved and doubtful");

    /// <summary>The strict policy refused something.</summary>
    public static readonly DiagnosticDescriptor Refused =
        new("HC3024", DiagnosticSeverity.Loss, "refused by the strict policy", "not handed out");

    /// <summary>The file header counts more chunks than the file has room for.</summary>
    public static readonly DiagnosticDescriptor FileTruncated =
        new("HC3025", DiagnosticSeverity.Loss, "file ends before its last chunk", "chunks up to the end read");
}
