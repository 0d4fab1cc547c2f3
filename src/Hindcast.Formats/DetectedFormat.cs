using Hindcast.Formats.Text;

namespace Hindcast.Formats;

/// <summary>What a file is, judged by its first bytes.</summary>
/// <param name="Kind">Format id: a text log's kind, <c>evtx</c>, or <c>unknown</c>.</param>
/// <param name="Dialect">For text logs: how columns are separated; null for everything else.</param>
/// <param name="Utf16">The byte order of UTF-16 text, or <see cref="Utf16Order.None"/>.</param>
public sealed record DetectedFormat(string Kind, LogDialect? Dialect, Utf16Order Utf16)
{
    /// <summary>Nothing that is known.</summary>
    public static readonly DetectedFormat Unknown = new("unknown", null, Utf16Order.None);

    /// <summary>A Windows event log.</summary>
    public static readonly DetectedFormat Evtx = new("evtx", null, Utf16Order.None);

    /// <summary>True for a text log.</summary>
    public bool IsTextLog => Dialect is not null;
}
