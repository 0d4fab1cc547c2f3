namespace Hindcast.Fleet;

/// <summary>Where the fleet keeps its things and how much it takes.</summary>
public sealed record FleetOptions
{
    /// <summary>Longest piece of a file in one request, in bytes.</summary>
    public const int MaxChunkBytes = 64 << 20;

    /// <summary>Folder for evidence, results and keys: one for all silos. With a bucket, for copies of this silo only.</summary>
    public required string Folder { get; init; }

    /// <summary>The packs folder.</summary>
    public required string PackFolder { get; init; }

    /// <summary>Name and version of the program as they stand in assessments.</summary>
    public required string Tool { get; init; }

    /// <summary>Name of this silo, unlike those of others.</summary>
    public required string Silo { get; init; }

    /// <summary>Assessments that run here at a time; 0 for none.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Threads of one assessment; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Longest file that is taken, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 256L << 30;

    /// <summary>True to write case.duckdb with each result; else it is made when asked for.</summary>
    public bool CaseDatabases { get; init; }

    /// <summary>How long a silo may be silent before its jobs are given to others.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);
}
