using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>
/// Dates and times as locales write them, at the start of a row: <c>9/25/2020 11:31:46 PM</c>, <c>25.09.2020 23:31:46</c>,
/// <c>2020-09-25T23:31:46.123Z</c>, <c>25-Sep-2020 23:31:46.123</c>.
/// </summary>
internal sealed class ClockText
{
    /// <summary>Dates of figures alone have the month first (or the year).</summary>
    internal static readonly ClockText MonthFirst = new(dayFirst: false);

    /// <summary>Dates of figures alone have the day first (or the year).</summary>
    internal static readonly ClockText DayFirst = new(dayFirst: true);

    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private readonly bool _dayFirst;

    private ClockText(bool dayFirst) => _dayFirst = dayFirst;

    /// <summary>Reads a time.</summary>
    /// <param name="text">ASCII; what stands behind the time is not looked at.</param>
    /// <param name="time">The time.</param>
    /// <param name="hourEnd">Bytes up to the end of the hour's digits; minutes and seconds follow as <c>:mm:ss</c>.</param>
    /// <param name="half">Where AM or PM stands, or -1.</param>
    internal bool TryParse(ReadOnlySpan<byte> text, out EvidenceTime time, out int hourEnd, out int half)
    {
        time = default;
        hourEnd = 0;
        half = -1;
        int at = 0;
        Span<int> parts = stackalloc int[3];
        Span<int> digits = stackalloc int[3];
        for (int i = 0; i < 3; i++)
        {
            if (i == 1 && at + 3 < text.Length && text[at] is >= (byte)'A' and <= (byte)'Z')
            {
                int month = Months.IndexOf(System.Text.Encoding.ASCII.GetString(text.Slice(at, 3)), StringComparison.Ordinal);
                if (month < 0 || month % 3 != 0)
                {
                    return false;
                }

                (parts[1], digits[1]) = ((month / 3) + 1, 3);
                at += 3;
            }
            else if (!Number(text, ref at, 4, out parts[i], out digits[i]))
            {
                return false;
            }

            if (i < 2)
            {
                if (at >= text.Length || text[at] is not ((byte)'/' or (byte)'.' or (byte)'-'))
                {
                    return false;
                }

                at++;

                // Czech and Slovak put a blank behind the dot.
                at += at < text.Length && text[at] == (byte)' ' && text[at - 1] == (byte)'.' ? 1 : 0;
            }
        }

        // Some locales (Hungarian, Croatian) end the date with a dot.
        at += at < text.Length && text[at] == (byte)'.' ? 1 : 0;
        if (at >= text.Length || text[at] is not ((byte)' ' or (byte)'T'))
        {
            return false;
        }

        at++;
        bool yearFirst = digits[0] == 4;
        bool named = digits[1] == 3;
        int year = yearFirst ? parts[0] : digits[2] == 4 ? parts[2] : parts[2] + 2000;
        int monthOfYear = yearFirst || named ? parts[1] : _dayFirst ? parts[1] : parts[0];
        int day = yearFirst ? parts[2] : named || _dayFirst ? parts[0] : parts[1];
        if (year is < 1990 or > 2200 || monthOfYear is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, monthOfYear)
            || !Number(text, ref at, 2, out int hour, out _))
        {
            return false;
        }

        hourEnd = at;
        if (text.Length < at + 6 || text[at] is not ((byte)':' or (byte)'.') || text[at + 3] != text[at]
            || !Two(text[(at + 1)..], out int minute) || !Two(text[(at + 4)..], out int second))
        {
            return false;
        }

        at += 6;
        (long fraction, TimePrecision precision) = Fraction(text, ref at);
        if (at + 2 < text.Length && text[at] == (byte)' ' && text[at + 1] is (byte)'A' or (byte)'P' or (byte)'a' or (byte)'p'
            && text[at + 2] is (byte)'M' or (byte)'m')
        {
            half = at + 1;
            bool afternoon = text[half] is (byte)'P' or (byte)'p';
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (afternoon ? 12 : 0);
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new EvidenceTime(new DateTime(year, monthOfYear, day, hour, minute, second, DateTimeKind.Utc).Ticks + fraction, precision);
        return true;
    }

    private static (long Ticks, TimePrecision Precision) Fraction(ReadOnlySpan<byte> text, ref int at)
    {
        if (at >= text.Length || text[at] is not ((byte)'.' or (byte)','))
        {
            return (0, TimePrecision.Second);
        }

        long ticks = 0, unit = TimeSpan.TicksPerSecond;
        int digits = 0;
        for (at++; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            if (digits++ < 7)
            {
                unit /= 10;
                ticks += (text[at] - '0') * unit;
            }
        }

        return (ticks, digits == 0 ? TimePrecision.Second : digits <= 3 ? TimePrecision.Millisecond : TimePrecision.Tick);
    }

    private static bool Number(ReadOnlySpan<byte> text, ref int at, int most, out int value, out int digits)
    {
        value = digits = 0;
        while (at < text.Length && digits < most && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            value = (value * 10) + (text[at++] - '0');
            digits++;
        }

        return digits > 0;
    }

    private static bool Two(ReadOnlySpan<byte> text, out int value)
    {
        value = ((text[0] - '0') * 10) + (text[1] - '0');
        return text[0] is >= (byte)'0' and <= (byte)'9' && text[1] is >= (byte)'0' and <= (byte)'9';
    }
}
