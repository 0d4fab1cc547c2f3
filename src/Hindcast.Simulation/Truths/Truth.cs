using Hindcast.Evidence;

namespace Hindcast.Simulation.Truths;

/// <summary>What really happened on a simulated server and where the evidence shows it: truth.json. docs/simulation.md describes it.</summary>
public sealed record Truth
{
    /// <summary>Version of this form.</summary>
    public string SchemaVersion { get; init; } = "1.0";

    /// <summary>The scenario's id.</summary>
    public required string Scenario { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Share of the traffic of the measured server.</summary>
    public required double Scale { get; init; }

    /// <summary>The server.</summary>
    public required TruthServer Server { get; init; }

    /// <summary>Start of the simulated time.</summary>
    public required EvidenceTime From { get; init; }

    /// <summary>Its end, when the evidence was collected.</summary>
    public required EvidenceTime To { get; init; }

    /// <summary>How far the worst intrusion came.</summary>
    public required Outcome Happened { get; init; }

    /// <summary>How far the evidence that is left can show that one came.</summary>
    public required Outcome Provable { get; init; }

    /// <summary>Build history.</summary>
    public required IReadOnlyList<TruthBuild> Builds { get; init; }

    /// <summary>When the server was open to which flaw.</summary>
    public required IReadOnlyList<TruthExposure> Exposure { get; init; }

    /// <summary>What there is of each log.</summary>
    public required IReadOnlyList<TruthLog> Logs { get; init; }

    /// <summary>Groups that broke in or tried to.</summary>
    public required IReadOnlyList<TruthActor> Actors { get; init; }

    /// <summary>Intrusions and attempts, in time order.</summary>
    public required IReadOnlyList<TruthEvent> Intrusions { get; init; }

    /// <summary>Looks for a flaw without use of it.</summary>
    public required IReadOnlyList<TruthEvent> Scans { get; init; }

    /// <summary>What administrators did and looks bad.</summary>
    public required IReadOnlyList<TruthEvent> Lookalikes { get; init; }
}
