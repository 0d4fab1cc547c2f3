using Hindcast.Evidence;

namespace Hindcast.Simulation.Truths;

/// <summary>Something that outlives an update.</summary>
public sealed record TruthLeft
{
    /// <summary>account, task or service.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When.</summary>
    public required EvidenceTime Made { get; init; }

    /// <summary>When it was removed; absent when it is still there.</summary>
    public EvidenceTime? Removed { get; init; }
}
