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

        LogName[] present = [.. logs.Where(l => l.Records > 0).Select(l => l.Log)];
        List<AbsentLog> absent = [.. needed.DistinctBy(n => n.Kind).Select(n => Absent(n, present)).OfType<AbsentLog>()];
        IEnumerable<DateOnly> days = logs.SelectMany(l => l.Days).Select(d => d.Day);
        return new CoverageReport(
            days.Any() ? days.Min() : null, days.Any() ? days.Max() : null, logs, absent);
    }

    /// <summary>What is missing of a needed log: all of it, or of event logs some channels; null when nothing is.</summary>
    private static AbsentLog? Absent(NeededLog needed, IReadOnlyList<LogName> present)
    {
        string[] kinds = needed.Kind.Split('|');
        if (needed.Channels.Count == 0)
        {
            return present.Any(l => kinds.Contains(l.Kind)) ? null : new AbsentLog(needed.Kind, needed.Name, needed.Path, needed.Tells);
        }

        (string Name, string Tells)[] missing =
            [.. needed.Channels.Where(c => !present.Any(l => kinds.Contains(l.Kind) && l.Part.Equals(c.Name, StringComparison.OrdinalIgnoreCase)))];
        string tells = missing.Length == needed.Channels.Count ? needed.Tells : string.Join("; ", missing.Select(c => c.Tells));
        return missing.Length == 0 ? null
            : new AbsentLog(needed.Kind, $"{needed.Name} ({string.Join(", ", missing.Select(c => c.Name))})", needed.Path, tells);
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
