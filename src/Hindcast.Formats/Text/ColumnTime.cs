using System.Text;
using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>The time of a row by the columns of its header, for rows that the quick ways of <see cref="HourTally"/> can't read.</summary>
internal static class ColumnTime
{
    /// <summary>The time; null when there is none that can be read.</summary>
    internal static EvidenceTime? Read(ReadOnlySpan<byte> line, LogHeader header)
    {
        if (header.Dialect is LogDialect.Csv or LogDialect.Tab)
        {
            return InAnyColumn(line, header);
        }

        ReadOnlySpan<byte> text = line[0] == (byte)'"' ? line[1..] : line;
        if (header.Dialect != LogDialect.W3c)
        {
            return TextTime.TryParse(text, out EvidenceTime time, out _) ? time : null;
        }

        if (header.TimeIndex < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> date = header.DateIndex >= 0 ? W3cColumn(line, header.DateIndex) : Encoding.UTF8.GetBytes(header.Date);
        return TextTime.TryParseDate(date, out DateTime day)
            && TextTime.TryParseClock(W3cColumn(line, header.TimeIndex), out long ticks)
            ? new EvidenceTime(day.Ticks + ticks, TimePrecision.Second)
            : null;
    }

    /// <summary>The time of a row that has it in any column, as a Unix time or as text.</summary>
    private static EvidenceTime? InAnyColumn(ReadOnlySpan<byte> line, LogHeader header)
    {
        Span<Range> columns = new Range[header.Fields.Count];
        string text = Encoding.UTF8.GetString(line);
        if (header.TimeIndex < 0 || RowSplitter.Split(text, header.Dialect, columns) <= header.TimeIndex)
        {
            return null;
        }

        byte[] value = Encoding.UTF8.GetBytes(RowSplitter.Unquote(text.AsSpan(columns[header.TimeIndex])).Trim().ToString());
        return UnixRowTimes.TryParse(value, out EvidenceTime time) || ClockText.MonthFirst.TryParse(value, out time, out _, out _) ? time : null;
    }

    private static ReadOnlySpan<byte> W3cColumn(ReadOnlySpan<byte> line, int column)
    {
        for (int i = 0; i < column; i++)
        {
            int blank = line.IndexOf((byte)' ');
            if (blank < 0)
            {
                return [];
            }

            line = line[(blank + 1)..];
        }

        int end = line.IndexOf((byte)' ');
        return end < 0 ? line : line[..end];
    }
}
