using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>
/// The times of rows that do not start with date and time in ISO form. Counting a row of the hour of the row before costs a
/// few comparisons; only a change of the hour is parsed. Serves one thread.
/// </summary>
internal abstract class RowTimes
{
    /// <summary>The reader for a dialect; null for those that <see cref="HourTally"/> and the scanner read by themselves.</summary>
    internal static RowTimes? For(LogHeader header, HourTally hours) => header.Dialect switch
    {
        LogDialect.Tab when header.TimeIndex == 0 => new UnixRowTimes(hours),
        LogDialect.Squid => new UnixRowTimes(hours),
        LogDialect.JsonLines => new JsonRowTimes(hours, header.Kind),
        LogDialect.DnsDebug => new PatternRowTimes(hours, ClockText.MonthFirst),
        LogDialect.DnsDebugDayFirst => new PatternRowTimes(hours, ClockText.DayFirst),
        LogDialect.BindQuery => new PatternRowTimes(hours, ClockText.MonthFirst),
        _ => null,
    };

    /// <summary>Counts a row; false when it has no time.</summary>
    internal abstract bool TryAdd(ReadOnlySpan<byte> line);

    /// <summary>Reads the time of a row.</summary>
    internal abstract bool TryRead(ReadOnlySpan<byte> line, out EvidenceTime time);

    /// <summary>Reads the time of the row that was added last.</summary>
    internal virtual bool TryReadAdded(ReadOnlySpan<byte> line, out EvidenceTime time) => TryRead(line, out time);

    /// <summary>Hands what was counted to the tally and forgets the row before.</summary>
    internal abstract void Flush();
}
