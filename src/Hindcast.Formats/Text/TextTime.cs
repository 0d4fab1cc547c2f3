using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>Reads the times that text logs write. All of them are UTC.</summary>
public static class TextTime
{
    /// <summary>
    /// Reads <c>yyyy-MM-dd HH:mm:ss</c> or <c>yyyy-MM-ddTHH:mm:ss[.fff]Z</c> at the start of <paramref name="text"/>.
    /// </summary>
    /// <param name="text">ASCII; what stands behind the time is not looked at.</param>
    /// <param name="time">The time, with the precision that it was written in.</param>
    /// <param name="length">Bytes that the time takes.</param>
    /// <returns>False when there is no valid time.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out EvidenceTime time, out int length)
    {
        time = default;
        length = 0;
        if (text.Length < 19 || text[10] is not ((byte)'T' or (byte)' ') || !TryParseDate(text, out DateTime date)
            || !TryParseClock(text[11..], out long ticks))
        {
            return false;
        }

        length = 19;
        TimePrecision precision = TimePrecision.Second;
        if (text.Length > 20 && text[19] == (byte)'.')
        {
            int digits = 0;
            long fraction = 0;
            while (digits < 7 && 20 + digits < text.Length && text[20 + digits] is >= (byte)'0' and <= (byte)'9')
            {
                fraction = (fraction * 10) + (text[20 + digits] - '0');
                digits++;
            }

            if (digits > 0)
            {
                for (int i = digits; i < 7; i++)
                {
                    fraction *= 10;
                }

                ticks += fraction;
                precision = digits <= 3 ? TimePrecision.Millisecond : TimePrecision.Tick;
                length = 20 + digits;
            }
        }

        if (length < text.Length && text[length] == (byte)'Z')
        {
            length++;
        }

        time = new EvidenceTime(date.Ticks + ticks, precision);
        return true;
    }

    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    public static bool TryParseDate(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        if (text.Length < 10 || text[4] != (byte)'-' || text[7] != (byte)'-'
            || !TryDigits(text[..4], out int year) || !TryDigits(text[5..7], out int month)
            || !TryDigits(text[8..10], out int day)
            || year < 1990 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }

    /// <summary>Reads <c>HH:mm:ss</c> as ticks of the day.</summary>
    public static bool TryParseClock(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 8 || text[2] != (byte)':' || text[5] != (byte)':'
            || !TryDigits(text[..2], out int hour) || !TryDigits(text[3..5], out int minute)
            || !TryDigits(text[6..8], out int second) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        ticks = ((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
