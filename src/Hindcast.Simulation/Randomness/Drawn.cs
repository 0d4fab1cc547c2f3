using System.Globalization;

namespace Hindcast.Simulation.Randomness;

/// <summary>
/// Values of a scenario that may be a range, <c>3..9</c>: each seed draws another. Times are ISO 8601 with Z, durations a
/// number and s, m, h or d.
/// </summary>
internal static class Drawn
{
    /// <summary>A whole number.</summary>
    /// <exception cref="FormatException">The text is no number and no range of numbers.</exception>
    internal static int Integer(string text, SeededRandom random)
    {
        (string low, string high) = Ends(text);
        int from = Number(low), to = Number(high);
        return to < from ? throw Wrong(text, "a range from low to high") : random.Between(from, to);

        int Number(string part) => int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value : throw Wrong(text, "a number or a range such as 3..9");
    }

    /// <summary>A point in time, to the millisecond.</summary>
    /// <exception cref="FormatException">The text is no time and no range of times.</exception>
    internal static DateTime Time(string text, SeededRandom random)
    {
        (string low, string high) = Ends(text);
        DateTime from = Point(low), to = Point(high);
        return to < from ? throw Wrong(text, "a range from early to late")
            : from.AddMilliseconds(Math.Floor(random.Unit() * (to - from).TotalMilliseconds));

        DateTime Point(string part) => DateTime.TryParse(
            part, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime value)
            ? value : throw Wrong(text, "a time such as 2021-03-03T04:23:22Z or a range of two");
    }

    /// <summary>A length of time.</summary>
    /// <exception cref="FormatException">The text is no duration and no range of durations.</exception>
    internal static TimeSpan Duration(string text, SeededRandom random)
    {
        (string low, string high) = Ends(text);
        TimeSpan from = Length(low), to = Length(high);
        return to < from ? throw Wrong(text, "a range from short to long")
            : TimeSpan.FromMilliseconds(Math.Floor((from + ((to - from) * random.Unit())).TotalMilliseconds));

        TimeSpan Length(string part)
        {
            double seconds = part.Length > 1 ? part[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 } : 0;
            return seconds > 0 && double.TryParse(part.AsSpan(0, part.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
                ? TimeSpan.FromSeconds(value * seconds) : throw Wrong(text, "a duration such as 30s, 5m, 2h, 3d or a range of two");
        }
    }

    private static (string Low, string High) Ends(string text)
    {
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        return dots < 0 ? (text.Trim(), text.Trim()) : (text[..dots].Trim(), text[(dots + 2)..].Trim());
    }

    private static FormatException Wrong(string text, string expected) => new($"'{text}' is not {expected}");
}
