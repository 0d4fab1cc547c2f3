namespace Hindcast.Formats.Archives;

/// <summary>
/// How much evidence may ask of the machine that reads it. What goes beyond a limit is a diagnostic, never an error.
/// Immutable. The defaults let a full collection of a large server through and stop what was built to harm.
/// </summary>
public sealed record EvidenceLimits
{
    /// <summary>The defaults.</summary>
    public static EvidenceLimits Default { get; } = new();

    /// <summary>How many archives may lie inside one another; a compressed tar counts as one. Deeper ones are listed, not opened.</summary>
    public int MaxNesting { get; init; } = 2;

    /// <summary>Unpacked bytes that one archive on disk may give in all, with the archives inside it.</summary>
    public long MaxUnpackedBytes { get; init; } = 1L << 39;

    /// <summary>Unpacked bytes for each packed byte that a member may give, once it is beyond <see cref="RatioFreeBytes"/>.</summary>
    public int MaxRatio { get; init; } = 1000;

    /// <summary>Unpacked bytes of a member that are given whatever the ratio.</summary>
    public long RatioFreeBytes { get; init; } = 100_000_000;

    /// <summary>Members that one archive on disk may hold, with the archives inside it.</summary>
    public int MaxMembers { get; init; } = 1_000_000;

    /// <summary>Files that all roots may hold on disk.</summary>
    public int MaxFiles { get; init; } = 5_000_000;

    /// <summary>Folders inside one another, on disk.</summary>
    public int MaxFolderDepth { get; init; } = 128;

    /// <summary>Characters that the name of a member may have; a longer one is cut.</summary>
    public int MaxNameLength { get; init; } = 1024;

    /// <summary>
    /// Bytes that an inner archive may have that must be held in memory, because its format is read from its end
    /// (zip and 7z inside a compressed archive). One at a time for each call that visits.
    /// </summary>
    public int MaxHeldBytes { get; init; } = 256 << 20;
}
