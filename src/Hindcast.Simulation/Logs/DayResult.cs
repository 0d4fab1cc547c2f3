namespace Hindcast.Simulation.Logs;

/// <summary>What was written.</summary>
internal sealed record DayResult(IReadOnlyList<WrittenFile> Files, IReadOnlyList<WrittenLine> Lines);
