namespace Hindcast.Simulation.Truths;

/// <summary>What there is of a log.</summary>
public sealed record TruthLog
{
    /// <summary>Name of the kind.</summary>
    public required string Log { get; init; }

    /// <summary>The name that an assessment gives it.</summary>
    public required string Kind { get; init; }

    /// <summary>Folder below the evidence.</summary>
    public required string Folder { get; init; }

    /// <summary>Files in the evidence.</summary>
    public required int Files { get; init; }

    /// <summary>Rows in them.</summary>
    public required long Rows { get; init; }

    /// <summary>Their size.</summary>
    public required long Bytes { get; init; }

    /// <summary>UTC days with rows.</summary>
    public required IReadOnlyList<DateOnly> Days { get; init; }

    /// <summary>Days without, and why.</summary>
    public required IReadOnlyList<TruthGap> Gaps { get; init; }

    /// <summary>Seconds by which its clock is ahead.</summary>
    public required int DriftSeconds { get; init; }

    /// <summary>The last file ends in the middle of a row.</summary>
    public required bool IsTruncated { get; init; }
}
