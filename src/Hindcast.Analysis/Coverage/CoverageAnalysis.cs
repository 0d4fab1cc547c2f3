using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Coverage;

/// <summary>Which days of which log were seen, and which were not. "No sign" is said only of days that were.</summary>
public static class CoverageAnalysis
{
    /// <summary>Works out coverage.</summary>
    /// <param name="hours">Records by log and hour, in any order; one hour may occur several times.</param>
    /// <param name="files">The evidence files.</param>
    /// <param name="needed">Logs that a full answer needs.</param>
    public static CoverageReport Run(
        IEnumerable<CoverageHour> hours, IReadOnlyList<EvidenceFile> files, IEnumerable<NeededLog> needed)
    {
        ILookup<LogName, CoverageHour> byLog = hours.ToLookup(h => h.Log);
        List<LogCoverage> logs = [];
        foreach (LogName log in files.Where(f => f.Log is not null).Select(f => f.Log!.Value).Distinct().Order())
        {
            logs.Add(Cover(log, byLog[log], [.. files.Where(f => f.Log == log)]));
        }

        HashSet<string> kinds = [.. logs.Where(l => l.Records > 0).Select(l => l.Log.Kind)];
        List<AbsentLog> absent =
        [
            .. needed.Where(n => !n.Kind.Split('|').Any(kinds.Contains)).DistinctBy(n => n.Kind)
                .Select(n => new AbsentLog(n.Kind, n.Name, n.Path, n.Tells)),
        ];
        IEnumerable<DateOnly> days = logs.SelectMany(l => l.Days).Select(d => d.Day);
        return new CoverageReport(
            days.Any() ? days.Min() : null, days.Any() ? days.Max() : null, logs, absent);
    }

    private static LogCoverage Cover(LogName log, IEnumerable<CoverageHour> hours, IReadOnlyList<EvidenceFile> files)
    {
        List<CoverageDay> days =
        [
            .. hours.Where(h => h.Records > 0)
                .GroupBy(h => DateOnly.FromDateTime(new DateTime(h.HourUtcTicks, DateTimeKind.Utc)))
                .OrderBy(g => g.Key)
                .Select(g => new CoverageDay(g.Key, g.Sum(h => h.Records), g.Select(h => h.HourUtcTicks).Distinct().Count())),
        ];
        List<CoverageGap> gaps = [];
        for (int i = 1; i < days.Count; i++)
        {
            int missing = days[i].Day.DayNumber - days[i - 1].Day.DayNumber - 1;
            if (missing > 0)
            {
                gaps.Add(new CoverageGap(days[i - 1].Day.AddDays(1), days[i].Day.AddDays(-1), missing));
            }
        }

        EvidenceTime[] firsts = [.. files.Where(f => f.First is not null).Select(f => f.First!.Value)];
        EvidenceTime[] lasts = [.. files.Where(f => f.Last is not null).Select(f => f.Last!.Value)];
        return new LogCoverage(
            log,
            firsts.Length > 0 ? firsts.Min() : null,
            lasts.Length > 0 ? lasts.Max() : null,
            files.Sum(f => f.Records), files.Sum(f => f.BadRecords), files.Sum(f => f.LostBytes), files.Count, days, gaps);
    }
}
