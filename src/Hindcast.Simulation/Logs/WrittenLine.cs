using Hindcast.Evidence;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>A row that belongs to a step of the truth.</summary>
/// <param name="Step">Index of the step.</param>
/// <param name="Kind">The log.</param>
/// <param name="File">Path below the evidence.</param>
/// <param name="Line">Line number from 1.</param>
/// <param name="OffsetBytes">First byte.</param>
/// <param name="LengthBytes">Bytes without the line end.</param>
/// <param name="Ticks">The time that the row shows.</param>
/// <param name="Proves">How far the row alone shows that the intrusion came.</param>
/// <param name="Lost">Why the row is not in the evidence, or null when it is.</param>
/// <param name="Record">Number of the event; 0 in text logs.</param>
internal sealed record WrittenLine(
    int Step, LogKind Kind, string File, long Line, long OffsetBytes, long LengthBytes, long Ticks, Outcome Proves, string? Lost,
    long Record = 0);
