using System.Globalization;
using System.Text;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html.Drawings;

/// <summary>
/// All logs on one axis: a row for each, a cell for each day (or week, month, year when there are many), darker the more
/// of its hours have records; days without a record between a log's first and last are hatched.
/// </summary>
/// <param name="Drawing">The drawing.</param>
/// <param name="Unit">What a cell stands for: day, week ...</param>
/// <param name="DaysLeftOut">Days of logs that lie far from all others and are not drawn.</param>
internal sealed record CoverageDrawing(Drawing Drawing, string Unit, int DaysLeftOut)
{
    private const double Width = 1000;
    private const double Gutter = 200;
    private const double Chart = Width - Gutter - 10;
    private const double RowHeight = 22;
    private const double CellHeight = 15;
    private const double Top = 30;
    private const int GapLevel = 0;
    private const int Levels = 4;
    private const int HoursOfDay = 24;

    /// <summary>Draws; null when there is nothing to draw.</summary>
    internal static CoverageDrawing? Draw(CoverageReport coverage)
    {
        LogCoverage[] logs = [.. coverage.Logs.Take(ReportLimits.Logs).Where(l => l.Days.Count > 0)];
        if (logs.Length == 0)
        {
            return null;
        }

        CoverageStretch stretch = CoverageStretch.Choose(logs);
        DayBuckets buckets = new(stretch.From, stretch.To);
        TimeScale scale = new(ExposureScale.Ticks(buckets.From), ExposureScale.Ticks(buckets.To), Gutter, Chart);
        double height = Top + (logs.Length * RowHeight);
        Drawing drawing = new(
            "coverage-drawing", Width, height, "Coverage by log and " + buckets.Unit,
            $"From {ReportWords.Day(buckets.From)} to {ReportWords.Day(buckets.To)}. The table below names each log's days and gaps.");
        drawing.Axis(scale, 10, height, Width);
        double y = Top;
        foreach (LogCoverage log in logs)
        {
            drawing.Text(0, y + 12, log.Log.ToString(), limit: 34);
            Row(drawing, log.Days.Where(d => stretch.Holds(d.Day)), buckets, scale, y);
            y += RowHeight;
        }

        return new CoverageDrawing(drawing, buckets.Unit, stretch.LeftOut);
    }

    private static void Row(Drawing drawing, IEnumerable<CoverageDay> days, DayBuckets buckets, TimeScale scale, double y)
    {
        int[] hours = new int[buckets.Count];
        int first = buckets.Count, last = -1;
        foreach (CoverageDay day in days)
        {
            int index = buckets.IndexOf(day.Day);
            hours[index] += day.Hours;
            first = Math.Min(first, index);
            last = Math.Max(last, index);
        }

        StringBuilder[] levels = [.. Enumerable.Range(0, Levels).Select(_ => new StringBuilder())];
        for (int start = first; start <= last;)
        {
            int level = Level(hours[start], buckets, start), end = start + 1;
            while (end <= last && Level(hours[end], buckets, end) == level)
            {
                end++;
            }

            double x = scale.X(ExposureScale.Ticks(buckets.FirstDay(start)));
            double right = end < buckets.Count ? scale.X(ExposureScale.Ticks(buckets.FirstDay(end))) : scale.X(scale.To);
            levels[level].Append(
                CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}H{right:0.#}V{y + CellHeight:0.#}H{x:0.#}z");
            start = end;
        }

        for (int level = 0; level < Levels; level++)
        {
            if (levels[level].Length > 0)
            {
                drawing.Path(levels[level].ToString(), level == GapLevel ? "gap" : string.Create(CultureInfo.InvariantCulture, $"level{level}"));
            }
        }
    }

    private static int Level(int hours, DayBuckets buckets, int index)
    {
        if (hours == 0)
        {
            return GapLevel;
        }

        int days = buckets.LastDay(index).DayNumber - buckets.FirstDay(index).DayNumber + 1;
        double share = hours / (double)(days * HoursOfDay);
        return share < 0.25 ? 1 : share < 0.75 ? 2 : 3;
    }
}
