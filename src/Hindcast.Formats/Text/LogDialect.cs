namespace Hindcast.Formats.Text;

/// <summary>How a text log separates its columns.</summary>
public enum LogDialect : byte
{
    /// <summary>W3C extended (IIS, HTTP.sys): one blank between columns, <c>-</c> for empty, no quoting.</summary>
    W3c,

    /// <summary>Exchange: commas, RFC 4180 quoting.</summary>
    ExchangeCsv,

    /// <summary>Rows that somebody copied out of an HttpProxy log: a time, a separator, the AnchorMailbox.</summary>
    AnchorExtract,

    /// <summary>Zeek: tabs, the columns in a <c>#fields</c> line, Unix times.</summary>
    Tab,

    /// <summary>One JSON object a line; nested names are joined by dots.</summary>
    JsonLines,

    /// <summary>Plain CSV whose first line names the columns; the time may stand in any column.</summary>
    Csv,

    /// <summary>Windows DNS server debug log, with the month or the year first in its dates.</summary>
    DnsDebug,

    /// <summary>Windows DNS server debug log, with the day first in its dates.</summary>
    DnsDebugDayFirst,

    /// <summary>Query log of BIND.</summary>
    BindQuery,

    /// <summary>Access log of Squid in its own format.</summary>
    Squid,
}
