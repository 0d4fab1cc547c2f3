using Hindcast.Evidence;

namespace Hindcast.Simulation.Truths;

/// <summary>When the server was open to a flaw.</summary>
public sealed record TruthExposure
{
    /// <summary>CVE id.</summary>
    public required string Vulnerability { get; init; }

    /// <summary>The campaign that uses it.</summary>
    public required string Campaign { get; init; }

    /// <summary>Start, at the earliest that of the simulated time.</summary>
    public required EvidenceTime From { get; init; }

    /// <summary>End, at the latest that of the simulated time.</summary>
    public required EvidenceTime To { get; init; }
}
