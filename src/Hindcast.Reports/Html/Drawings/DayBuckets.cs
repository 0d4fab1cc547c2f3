using System.Globalization;

namespace Hindcast.Reports.Html.Drawings;

/// <summary>
/// Cuts a stretch of days into at most <see cref="MaxCount"/> columns: days, weeks (from Monday), months or years, or
/// several years when even those are too many.
/// </summary>
internal sealed class DayBuckets
{
    internal const int MaxCount = 160;

    private readonly List<DateOnly> starts = [];

    internal DayBuckets(DateOnly from, DateOnly to)
    {
        From = from;
        To = to;
        int days = to.DayNumber - from.DayNumber + 1;
        int months = ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
        int years = to.Year - from.Year + 1;
        int strideYears = (years + MaxCount - 1) / MaxCount;
        (Unit, int count, Func<int, DateOnly> start) = days <= MaxCount ? ("day", days, from.AddDays)
            : days / 7 < MaxCount - 1 ? ("week", WeekOf(to) - WeekOf(from) + 1, i => new DateOnly().AddDays((WeekOf(from) + i) * 7))
            : months <= MaxCount ? ("month", months, i => new DateOnly(from.Year, from.Month, 1).AddMonths(i))
            : strideYears == 1 ? ("year", years, i => new DateOnly(from.Year + i, 1, 1))
            : (Stride(strideYears), (years + strideYears - 1) / strideYears, (Func<int, DateOnly>)(i => new DateOnly(from.Year + (i * strideYears), 1, 1)));
        for (int i = 0; i < count; i++)
        {
            starts.Add(start(i));
        }
    }

    /// <summary>First day.</summary>
    internal DateOnly From { get; }

    /// <summary>Last day.</summary>
    internal DateOnly To { get; }

    /// <summary>What a column is: day, week, month, year.</summary>
    internal string Unit { get; }

    /// <summary>How many columns.</summary>
    internal int Count => starts.Count;

    /// <summary>The column of a day within the stretch.</summary>
    internal int IndexOf(DateOnly day)
    {
        int index = starts.BinarySearch(day);
        return index >= 0 ? index : Math.Max(0, ~index - 1);
    }

    /// <summary>First day of a column that lies in the stretch.</summary>
    internal DateOnly FirstDay(int index) => starts[index] < From ? From : starts[index];

    /// <summary>Last day of a column that lies in the stretch.</summary>
    internal DateOnly LastDay(int index) => index + 1 < starts.Count ? starts[index + 1].AddDays(-1) : To;

    // 0001-01-01 was a Monday.
    private static int WeekOf(DateOnly day) => day.DayNumber / 7;

    private static string Stride(int years) => string.Create(CultureInfo.InvariantCulture, $"{years} years");
}
