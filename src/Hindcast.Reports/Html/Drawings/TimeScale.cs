using System.Globalization;

namespace Hindcast.Reports.Html.Drawings;

/// <summary>Maps time to a horizontal place in a drawing and chooses round marks for its axis.</summary>
internal sealed class TimeScale
{
    private const int MaxMarks = 9;

    // Steps of an axis: months, or ticks where months is 0.
    private static readonly (int Months, long Ticks, string Format)[] Steps =
    [
        (0, TimeSpan.TicksPerHour, "MM-dd HH:mm"),
        (0, 3 * TimeSpan.TicksPerHour, "MM-dd HH:mm"),
        (0, 6 * TimeSpan.TicksPerHour, "MM-dd HH:mm"),
        (0, TimeSpan.TicksPerDay, "yyyy-MM-dd"),
        (0, 2 * TimeSpan.TicksPerDay, "yyyy-MM-dd"),
        (0, 7 * TimeSpan.TicksPerDay, "yyyy-MM-dd"),
        (0, 14 * TimeSpan.TicksPerDay, "yyyy-MM-dd"),
        (1, 0, "yyyy-MM"),
        (2, 0, "yyyy-MM"),
        (3, 0, "yyyy-MM"),
        (6, 0, "yyyy-MM"),
        (12, 0, "yyyy"),
        (24, 0, "yyyy"),
        (60, 0, "yyyy"),
        (120, 0, "yyyy"),
        (600, 0, "yyyy"),
        (1_200, 0, "yyyy"),
        (12_000, 0, "yyyy"),
    ];

    private readonly double left;
    private readonly double width;

    /// <summary>A scale over whole UTC days, at least one.</summary>
    internal TimeScale(long fromTicks, long toTicks, double left, double width)
    {
        From = fromTicks - (fromTicks % TimeSpan.TicksPerDay);
        long end = toTicks - (toTicks % TimeSpan.TicksPerDay);
        To = end <= DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay ? end + TimeSpan.TicksPerDay : DateTime.MaxValue.Ticks;
        this.left = left;
        this.width = width;
    }

    /// <summary>Start in ticks.</summary>
    internal long From { get; }

    /// <summary>End in ticks, exclusive.</summary>
    internal long To { get; }

    /// <summary>True when the time lies on the scale.</summary>
    internal bool Holds(long ticks) => ticks >= From && ticks < To;

    /// <summary>The place of a time; times beyond an end are put at the end.</summary>
    internal double X(long ticks) => left + (width * (Math.Clamp(ticks, From, To) - From) / (To - From));

    /// <summary>The axis' marks.</summary>
    internal IReadOnlyList<(double X, string Label)> Marks()
    {
        foreach ((int months, long step, string format) in Steps)
        {
            double count = months > 0
                ? (To - From) / (months * 30.4 * TimeSpan.TicksPerDay)
                : (To - From) / (double)step;
            if (count <= MaxMarks)
            {
                return [.. (months > 0 ? ByMonths(months) : ByTicks(step)).Select(
                    t => (X(t), new DateTime(t).ToString(format, CultureInfo.InvariantCulture)))];
            }
        }

        return [];
    }

    private IEnumerable<long> ByTicks(long step)
    {
        long first = From % step == 0 ? From : From - (From % step) + step;
        for (long ticks = first; ticks < To; ticks += step)
        {
            yield return ticks;
        }
    }

    private IEnumerable<long> ByMonths(int step)
    {
        DateTime start = new(From);
        int month = (start.Year * 12) + start.Month - 1;
        month += start.Day > 1 ? 1 : 0;
        month += (step - (month % step)) % step;
        for (; month / 12 <= DateTime.MaxValue.Year; month += step)
        {
            long ticks = new DateTime(month / 12, (month % 12) + 1, 1).Ticks;
            if (ticks >= To)
            {
                yield break;
            }

            yield return ticks;
        }
    }
}
