namespace Hindcast.Evidence;

/// <summary>What became of one evidence file.</summary>
public sealed record EvidenceFile
{
    /// <summary>Path below the evidence root; see <see cref="SourceLocation.File"/>.</summary>
    public required string Path { get; init; }

    /// <summary>The path on the collected machine in Windows form, or null when it can't be told.</summary>
    public string? OriginalPath { get; init; }

    /// <summary>Size in bytes (unpacked).</summary>
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of the whole file in lower-case hex; "" when it could not be read to the end or was not to be hashed.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Last write time as the file system or archive tells it.</summary>
    public EvidenceTime? Modified { get; init; }

    /// <summary>Format id, or <c>unknown</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Which log it belongs to; null for files that are no log.</summary>
    public LogName? Log { get; init; }

    /// <summary>Records read.</summary>
    public long Records { get; init; }

    /// <summary>Records or lines that could not be read.</summary>
    public long BadRecords { get; init; }

    /// <summary>Bytes that could not be read.</summary>
    public long LostBytes { get; init; }

    /// <summary>Earliest record time.</summary>
    public EvidenceTime? First { get; init; }

    /// <summary>Latest record time.</summary>
    public EvidenceTime? Last { get; init; }

    /// <summary>False when some of the file could not be read.</summary>
    public bool ReadWhole { get; init; } = true;
}
