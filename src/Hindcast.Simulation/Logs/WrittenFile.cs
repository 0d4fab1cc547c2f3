using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>A log file as it was written.</summary>
/// <param name="Kind">The log.</param>
/// <param name="File">Path below the evidence.</param>
/// <param name="Day">The UTC day of its rows.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Lost">Why it is not in the evidence, or null when it is.</param>
internal sealed record WrittenFile(LogKind Kind, string File, DateOnly Day, long Bytes, long Rows, string? Lost);
