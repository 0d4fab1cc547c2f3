using System.Globalization;

namespace Hindcast.Evidence;

/// <summary>A sign that a log may have been tampered with, and what it was drawn from.</summary>
public sealed record LogSign
{
    /// <summary>Claim id within the case: S1, S2 ... in time order; "" until the case is put together.</summary>
    public string Id { get; init; } = "";

    /// <summary>What.</summary>
    public required LogSignKind Kind { get; init; }

    /// <summary>The log; set when the case is put together.</summary>
    public LogName Log { get; init; }

    /// <summary>Time of the record at or after the break; null where it has no meaning or cannot be read.</summary>
    public EvidenceTime? Time { get; init; }

    /// <summary>Time of the record before the break.</summary>
    public EvidenceTime? TimeBefore { get; init; }

    /// <summary>The record at or after the break, or the chunk or the header's bytes.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>Number of the record before the break; 0 where it has no meaning.</summary>
    public long RecordIdBefore { get; init; }

    /// <summary>Number of the record at or after the break; 0 where it has no meaning.</summary>
    public long RecordIdAfter { get; init; }

    /// <summary>What else the record says, such as who cleared which log; "" when nothing. Untrusted.</summary>
    public string Detail { get; init; } = "";

    /// <summary>How many record numbers lie between the two, which come from evidence and can be anything.</summary>
    public Int128 MissingRecords() => Int128.Max(0, (Int128)RecordIdAfter - RecordIdBefore - 1);

    /// <summary>One sentence for people. May quote evidence.</summary>
    public string Describe() => Kind switch
    {
        LogSignKind.LogCleared => Detail.Length > 0 ? $"A log was cleared: {Detail}" : "A log was cleared",
        LogSignKind.RecordIdGap => string.Create(
            CultureInfo.InvariantCulture, $"{MissingRecords()} records are missing between {RecordIdBefore} and {RecordIdAfter}"),
        LogSignKind.RecordIdRepeated => string.Create(
            CultureInfo.InvariantCulture, $"Record number {RecordIdAfter} follows {RecordIdBefore}"),
        LogSignKind.TimeBackwards => $"Record of {Time} follows one of {TimeBefore}",
        LogSignKind.ChecksumMismatch => "A checksum is wrong: bytes were changed after they were written, or copied while they were",
        LogSignKind.HeaderContradicted => "The file header counts other chunks than the file has",
        _ => "The file was not closed cleanly (usual for a log copied from a running server)",
    };
}
