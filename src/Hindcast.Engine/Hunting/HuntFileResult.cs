using Hindcast.Evidence;

namespace Hindcast.Engine.Hunting;

/// <summary>All that one evidence file gave.</summary>
internal sealed record HuntFileResult
{
    /// <summary>A file that is no log and held no trouble.</summary>
    internal static readonly HuntFileResult Nothing = new();

    internal bool IsLog { get; init; }

    /// <summary>Hash of the whole file, only where another file might have the same bytes; else "".</summary>
    internal string Sha256 { get; init; } = "";

    /// <summary>Bytes of the file; counts only beside <see cref="Sha256"/>.</summary>
    internal long LengthBytes { get; init; }

    internal long Records { get; init; }

    internal long BadRecords { get; init; }

    internal IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Matches and counts; null when there are none.</summary>
    internal HuntTally? Tally { get; init; }
}
