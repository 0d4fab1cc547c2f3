using Hindcast.Evidence;

namespace Hindcast.Simulation.Fleets;

/// <summary>An organisation of a simulated fleet, with its one server.</summary>
public sealed record FleetMember
{
    /// <summary>Folder below the fleet's: <c>org-0001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Sector, or "".</summary>
    public required string Sector { get; init; }

    /// <summary>Country, or "".</summary>
    public required string Country { get; init; }

    /// <summary>The scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Seed of its server.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Seed of the groups that break in; organisations that share it share them.</summary>
    public required ulong GroupSeed { get; init; }

    /// <summary>How far it came.</summary>
    public required Outcome Happened { get; init; }

    /// <summary>How far the evidence shows it.</summary>
    public required Outcome Provable { get; init; }

    /// <summary>First step that reached a flaw, or null.</summary>
    public EvidenceTime? FirstReached { get; init; }
}
