using System.Globalization;

namespace Hindcast.Web.Pages;

/// <summary>Places of days in a drawing. Days outside the middle are drawn at its edges.</summary>
internal sealed class DayScale
{
    internal const double Width = 960;
    private const double Left = 44;
    private const double Right = 8;
    private const int Marks = 8;
    private const int LeastDays = 14;
    private readonly int _first;
    private readonly int _days;

    internal DayScale(DateOnly first, DateOnly last)
    {
        // Few days do not fill the drawing: a bar is a day, not a wall.
        int missing = Math.Max(0, LeastDays - (last.DayNumber - first.DayNumber + 1));
        _first = first.DayNumber - (missing / 2);
        _days = last.DayNumber - first.DayNumber + 1 + missing;
    }

    /// <summary>Width of a day.</summary>
    internal double Day => (Width - Left - Right) / _days;

    internal double X(DateOnly day) => Left + ((Math.Clamp(day.DayNumber - _first, 0, _days) * (Width - Left - Right)) / _days);

    internal IEnumerable<DateOnly> Axis()
    {
        int step = Math.Max(1, (_days + Marks - 1) / Marks);
        for (int day = 0; day < _days; day += step)
        {
            yield return DateOnly.FromDayNumber(_first + day);
        }
    }

    /// <summary>A coordinate as SVG has it.</summary>
    internal static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    internal static string D(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
