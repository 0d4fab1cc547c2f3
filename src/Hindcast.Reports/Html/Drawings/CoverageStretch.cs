using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html.Drawings;

/// <summary>
/// Chooses the stretch of days that the coverage drawing shows: all of them, unless a few far-off ones (rows with a forged
/// or damaged date) would squeeze everything else.
/// </summary>
/// <param name="From">First day shown.</param>
/// <param name="To">Last day shown.</param>
/// <param name="LeftOut">Days of logs that lie outside.</param>
internal sealed record CoverageStretch(DateOnly From, DateOnly To, int LeftOut)
{
    private const int FarOffDays = 400;

    /// <summary>A far-off group of days is shown when it has at least this part of the days of the largest group.</summary>
    private const int LeastShare = 20;

    /// <summary>Chooses.</summary>
    /// <param name="logs">Logs, of which at least one has a day.</param>
    internal static CoverageStretch Choose(IReadOnlyList<LogCoverage> logs)
    {
        DateOnly[] days = [.. logs.SelectMany(l => l.Days).Select(d => d.Day).Order()];
        List<Range> groups = [];
        int start = 0;
        for (int i = 1; i <= days.Length; i++)
        {
            if (i == days.Length || days[i].DayNumber - days[i - 1].DayNumber > FarOffDays)
            {
                groups.Add(start..i);
                start = i;
            }
        }

        int most = groups.Max(g => g.End.Value - g.Start.Value);
        Range[] shown = [.. groups.Where(g => (g.End.Value - g.Start.Value) * LeastShare >= most)];
        DateOnly from = days[shown[0].Start], to = days[shown[^1].End.Value - 1];
        return new CoverageStretch(from, to, days.Count(d => d < from || d > to));
    }

    /// <summary>True for a day that is shown.</summary>
    internal bool Holds(DateOnly day) => day >= From && day <= To;
}
