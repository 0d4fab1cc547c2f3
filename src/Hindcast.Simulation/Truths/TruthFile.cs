using Hindcast.Evidence;

namespace Hindcast.Simulation.Truths;

/// <summary>A file that an intrusion left.</summary>
public sealed record TruthFile
{
    /// <summary>Path below the evidence.</summary>
    public required string Path { get; init; }

    /// <summary>page, archive or dump.</summary>
    public required string Kind { get; init; }

    /// <summary>How it was called; "" when it could not be.</summary>
    public required string Url { get; init; }

    /// <summary>When.</summary>
    public required EvidenceTime Written { get; init; }

    /// <summary>When it was deleted; absent when it is still there.</summary>
    public EvidenceTime? Removed { get; init; }
}
