namespace Hindcast.Simulation.Servers;

/// <summary>A stretch of files that are gone.</summary>
internal sealed record LostLogs(IReadOnlyList<LogKind> Kinds, long FromTicks, long ToTicks, string Why);
