using Hindcast.Evidence;

namespace Hindcast.Simulation.Truths;

/// <summary>A row or a record that shows a step.</summary>
public sealed record TruthLine
{
    /// <summary>Path below the evidence.</summary>
    public required string File { get; init; }

    /// <summary>Line number from 1; 0 in event logs.</summary>
    public required long Line { get; init; }

    /// <summary>First byte; in event logs that of the record.</summary>
    public required long OffsetBytes { get; init; }

    /// <summary>Bytes without the line end.</summary>
    public required long LengthBytes { get; init; }

    /// <summary>Record number of an event; 0 in text logs.</summary>
    public required long Record { get; init; }

    /// <summary>The time that it shows.</summary>
    public required EvidenceTime Time { get; init; }

    /// <summary>How far it alone shows that the intrusion came.</summary>
    public required Outcome Proves { get; init; }
}
