namespace Hindcast.Simulation.Truths;

/// <summary>A group.</summary>
public sealed record TruthActor
{
    /// <summary>Name in the scenario.</summary>
    public required string Id { get; init; }

    /// <summary>Whose habits it has.</summary>
    public required string Profile { get; init; }

    /// <summary>Addresses it came from.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>User agents it used.</summary>
    public required IReadOnlyList<string> Agents { get; init; }
}
