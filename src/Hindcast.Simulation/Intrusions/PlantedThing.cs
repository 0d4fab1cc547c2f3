namespace Hindcast.Simulation.Intrusions;

/// <summary>An account, a task or a service that somebody made.</summary>
internal sealed class PlantedThing
{
    internal required string Kind { get; init; }

    internal required string Name { get; init; }

    internal required long MadeTicks { get; init; }

    internal long? RemovedTicks { get; set; }
}
