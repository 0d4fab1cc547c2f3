using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html.Drawings;

/// <summary>
/// Chooses the stretch of time that the exposure drawing shows: builds, windows and covered days whole; days of disclosure
/// and fix and observations too unless a few far-off ones (a file with a forged date) would squeeze everything else.
/// </summary>
internal static class ExposureScale
{
    private static readonly long MinReach = TimeSpan.FromDays(45).Ticks;

    /// <summary>The scale, or null when nothing has a time.</summary>
    internal static TimeScale? Choose(ReportContext context, double left, double width)
    {
        Assessment assessment = context.Assessment;
        List<long> whole = [];
        foreach (BuildSpan build in assessment.Exposure.Builds)
        {
            whole.AddRange([build.First.UtcTicks, build.Last.UtcTicks]);
        }

        foreach (ExposureWindow window in assessment.Exposure.Windows)
        {
            whole.AddRange([window.From.UtcTicks, window.To.UtcTicks]);
        }

        LogCoverage[] covered = [.. assessment.Coverage.Logs.Where(l => l.Days.Count > 0)];
        if (covered.Length > 0)
        {
            CoverageStretch stretch = CoverageStretch.Choose(covered);
            whole.AddRange([Ticks(stretch.From), Ticks(stretch.To)]);
        }

        long[] others =
        [
            .. assessment.Exposure.Windows.Where(context.KnownThen).Select(w => Ticks(w.FixPublished)),
            .. assessment.Chronology.PublicDays.Select(d => Ticks(d.Day)),
            .. assessment.Observations.Where(o => o.Time is not null).Select(o => o.Time!.Value.UtcTicks),
        ];
        if (whole.Count == 0 && others.Length == 0)
        {
            return null;
        }

        if (whole.Count == 0)
        {
            return new TimeScale(others.Min(), others.Max(), left, width);
        }

        long from = whole.Min(), to = whole.Max();
        long reach = Math.Max((to - from) / 2, MinReach);
        long[] near = [.. others.Where(t => t >= from - reach && t <= to + reach)];
        return near.Length == 0
            ? new TimeScale(from, to, left, width)
            : new TimeScale(Math.Min(from, near.Min()), Math.Max(to, near.Max()), left, width);
    }

    /// <summary>Midnight of a day in ticks.</summary>
    internal static long Ticks(DateOnly day) => day.DayNumber * TimeSpan.TicksPerDay;
}
