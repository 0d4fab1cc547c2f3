using Hindcast.Evidence;

namespace Hindcast.Analysis.Coverage;

/// <summary>Logs that begin later, or end earlier, than other logs of the server.</summary>
/// <param name="BeginsLate">True for the start, false for the end.</param>
/// <param name="Day">Their first day, or their last.</param>
/// <param name="Logs">The logs, in order.</param>
/// <param name="Days">How many days other logs hold before it, or after it.</param>
public sealed record ShortLog(bool BeginsLate, DateOnly Day, IReadOnlyList<LogName> Logs, int Days);
