namespace Hindcast.Evidence;

/// <summary>How many records one log has for one UTC hour.</summary>
/// <param name="Log">The log.</param>
/// <param name="HourUtcTicks">Start of the hour in ticks (100 ns) since 0001-01-01T00:00:00Z.</param>
/// <param name="Records">Records with a time in that hour.</param>
public readonly record struct CoverageHour(LogName Log, long HourUtcTicks, long Records);
