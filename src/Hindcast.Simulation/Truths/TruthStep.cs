using Hindcast.Evidence;

namespace Hindcast.Simulation.Truths;

/// <summary>A step.</summary>
public sealed record TruthStep
{
    /// <summary>What was done.</summary>
    public required string Kind { get; init; }

    /// <summary>When it began.</summary>
    public required EvidenceTime From { get; init; }

    /// <summary>When it ended.</summary>
    public required EvidenceTime To { get; init; }

    /// <summary>How far it came.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Rows that show it and are in the evidence.</summary>
    public required IReadOnlyList<TruthLine> Lines { get; init; }

    /// <summary>Rows that showed it and are gone.</summary>
    public required int LostLines { get; init; }
}
