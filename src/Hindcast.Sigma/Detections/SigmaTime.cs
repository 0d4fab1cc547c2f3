using System.Globalization;

namespace Hindcast.Sigma.Detections;

/// <summary>
/// <c>minute hour day week month year</c>: compares one part of a date as the event writes it; time zones are not
/// converted (specification, modifiers appendix). Reads <c>yyyy-MM-dd</c> (or with slashes) and an optional
/// <c>HH:mm</c> after <c>T</c> or a blank.
/// </summary>
/// <param name="part">Which part.</param>
/// <param name="comparison">How.</param>
/// <param name="limit">With what.</param>
public sealed class SigmaTime(SigmaTimePart part, SigmaComparison comparison, decimal limit) : SigmaValueTest
{
    /// <inheritdoc/>
    public override string Key => string.Create(CultureInfo.InvariantCulture, $"D{part}{comparison}:{limit}");

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) =>
        TryTake(value.Trim(), out int number) && SigmaNumber.Compare(number, comparison, limit);

    private bool TryTake(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        if (text.Length < 10 || text[4] is not ('-' or '/') || text[7] != text[4]
            || !Digits(text[..4], out int year) || !Digits(text[5..7], out int month) || !Digits(text[8..10], out int day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        switch (part)
        {
            case SigmaTimePart.Year:
                number = year;
                return true;
            case SigmaTimePart.Month:
                number = month;
                return true;
            case SigmaTimePart.Day:
                number = day;
                return true;
            case SigmaTimePart.Week:
                number = ISOWeek.GetWeekOfYear(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified));
                return true;
        }

        if (text.Length < 16 || text[10] is not ('T' or 't' or ' ') || text[13] != ':'
            || !Digits(text[11..13], out int hour) || !Digits(text[14..16], out int minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        number = part == SigmaTimePart.Hour ? hour : minute;
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
