using Hindcast.Sigma.Mappings;

namespace Hindcast.Engine;

/// <summary>What to assess and how.</summary>
public sealed record AssessOptions
{
    /// <summary>Folders, files and archives.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>The packs folder.</summary>
    public required string PackFolder { get; init; }

    /// <summary>A table of known files (see <see cref="KnownGood.KnownGoodTable"/>), or null for none.</summary>
    public string? KnownGood { get; init; }

    /// <summary>Folders and files of Sigma rules of the user's own; their matches change no verdict.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>What log sources mean to rules of the user's own; the built-in mappings when null. Rules of packs keep these.</summary>
    public SigmaMappingSet? Mappings { get; init; }

    /// <summary>False to leave out what is unusual and not explained by a campaign; that takes some time.</summary>
    public bool LooksForSurprise { get; init; } = true;

    /// <summary>Which files get a SHA-256.</summary>
    public HashedFiles Hashed { get; init; }

    /// <summary>
    /// A case folder whose kept copies are read instead of evidence that is unchanged by path, size and time; null for none.
    /// </summary>
    public string? KeptIn { get; init; }

    /// <summary>Threads that read; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Name and version of the program, for the assessment.</summary>
    public required string Tool { get; init; }
}
