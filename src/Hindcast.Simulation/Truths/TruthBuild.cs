using Hindcast.Evidence;

namespace Hindcast.Simulation.Truths;

/// <summary>A build and when it ran.</summary>
public sealed record TruthBuild
{
    /// <summary>The build with its security update.</summary>
    public required BuildNumber Build { get; init; }

    /// <summary>When it was installed; absent when that was before the simulated time.</summary>
    public EvidenceTime? From { get; init; }

    /// <summary>When the next one was installed; absent for the last.</summary>
    public EvidenceTime? To { get; init; }
}
