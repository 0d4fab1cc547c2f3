using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Coverage;

/// <summary>
/// The days of which logs that detections read hold a record. "No sign" is said of these and of no others: not of gaps, and not of days
/// that only logs hold in which nothing is looked for. Immutable.
/// </summary>
public sealed class SeenDays
{
    private readonly HashSet<DateOnly> _days;

    private SeenDays(IReadOnlyList<LogCoverage> logs)
    {
        Logs = logs;
        _days = [.. logs.SelectMany(l => l.Days).Select(d => d.Day)];
        From = _days.Count > 0 ? _days.Min() : null;
        To = _days.Count > 0 ? _days.Max() : null;
    }

    /// <summary>The logs that were searched: those with records that some detection reads.</summary>
    public IReadOnlyList<LogCoverage> Logs { get; }

    /// <summary>The first of the days, or null.</summary>
    public DateOnly? From { get; }

    /// <summary>The last of them.</summary>
    public DateOnly? To { get; }

    /// <summary>How many.</summary>
    public int Count => _days.Count;

    /// <summary>How many days between the first and the last no log holds.</summary>
    public int Between => From is { } from && To is { } to ? to.DayNumber - from.DayNumber + 1 - Count : 0;

    /// <summary>The days of a case.</summary>
    /// <param name="coverage">All logs.</param>
    /// <param name="read">Those that detections read; null for all.</param>
    public static SeenDays Of(CoverageReport coverage, IReadOnlySet<LogName>? read) =>
        new([.. coverage.Logs.Where(l => l.Records > 0 && read?.Contains(l.Log) != false)]);

    /// <summary>The days, in no order.</summary>
    public IEnumerable<DateOnly> Days => _days;

    /// <summary>
    /// Logs that hold nothing of days at the start or the end that other logs of the server hold; those that begin or end on one day
    /// together. A gap in the middle of a log is named by the log itself.
    /// </summary>
    public IReadOnlyList<ShortLog> ShortLogs() =>
    [
        .. Logs.Where(l => l.Days.Count > 0).GroupBy(l => l.Days[0].Day).Where(g => g.Key > From).OrderByDescending(g => g.Key)
            .Select(g => new ShortLog(true, g.Key, [.. g.Select(l => l.Log)], _days.Count(d => d < g.Key))),
        .. Logs.Where(l => l.Days.Count > 0).GroupBy(l => l.Days[^1].Day).Where(g => g.Key < To).OrderBy(g => g.Key)
            .Select(g => new ShortLog(false, g.Key, [.. g.Select(l => l.Log)], _days.Count(d => d > g.Key))),
    ];
}
