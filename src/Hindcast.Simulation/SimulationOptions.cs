namespace Hindcast.Simulation;

/// <summary>How a scenario is simulated.</summary>
public sealed record SimulationOptions
{
    /// <summary>The seed: the same seed gives the same bytes, another seed another server of the same scenario.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Seed of the groups that break in, when they are not the server's own: servers that share it share addresses, agents and keys.</summary>
    public ulong? GroupSeed { get; init; }

    /// <summary>Times the scenario's own scale: 1 for the traffic of the measured server, 0.01 for a hundredth of it.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Days of everyday traffic before the scenario's own period, so that there is a past to measure it against.</summary>
    public int HistoryDays { get; init; }

    /// <summary>Harmless things that are new to the server, in 30 days: programs, devices, faults.</summary>
    public double NoveltiesPerMonth { get; init; }

    /// <summary>Threads; 0 for one a core. The bytes do not depend on it.</summary>
    public int Threads { get; init; }
}
