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
}
