using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Dns;

namespace Hindcast.Formats.Text;

/// <summary>
/// What the <c>#</c> lines above a row say about it. Immutable; a header line in mid-file makes a new one, and rows are
/// always bound by the header that stands above them. Columns are found by name, never by a fixed place.
/// </summary>
public sealed class LogHeader : IEquatable<LogHeader>
{
    /// <summary>More columns than any known log has; a longer header is cut here.</summary>
    public const int MaxFields = 512;

    private readonly LogColumns _columns;

    /// <summary>Makes a header.</summary>
    /// <param name="kind">Format id, such as <c>exchange-httpproxy</c>.</param>
    /// <param name="dialect">How columns are separated.</param>
    /// <param name="fields">Column names in order; empty when no header was met yet. Logs that never name their columns get
    /// fixed ones.</param>
    /// <param name="version">The text after <c>#Version:</c>, or "".</param>
    /// <param name="date">The text after <c>#Date:</c>, or "".</param>
    public LogHeader(string kind, LogDialect dialect, IReadOnlyList<string> fields, string version, string date)
        : this(kind, dialect, new LogColumns(fields.Count > 0 ? fields : DnsColumns.Fixed(kind, dialect)), version, date)
    {
    }

    private LogHeader(string kind, LogDialect dialect, LogColumns columns, string version, string date)
    {
        _columns = columns;
        Kind = kind;
        Dialect = dialect;
        Version = version;
        Date = date;
        DateIndex = IndexOf("date");
        TimeIndex = dialect == LogDialect.W3c ? IndexOf("time") : FirstOf("DateTime", "date-time", "TimeStamp", "time_first", "ts");
        if (dialect != LogDialect.W3c && TimeIndex < 0 && HasFields)
        {
            TimeIndex = 0;
        }

        MajorVersionIndex = IndexOf("MajorVersion");
        if (BuildNumber.TryParse(version, out BuildNumber build) && build is { Major: >= 14, Build: > 0 })
        {
            VersionBuild = build;
        }
    }

    /// <summary>Format id.</summary>
    public string Kind { get; }

    /// <summary>How columns are separated.</summary>
    public LogDialect Dialect { get; }

    /// <summary>Column names in order.</summary>
    public IReadOnlyList<string> Fields => _columns.Names;

    /// <summary>False until column names were met.</summary>
    public bool HasFields => Fields.Count > 0;

    /// <summary>The <c>#Version:</c> text.</summary>
    public string Version { get; }

    /// <summary>The <c>#Date:</c> text.</summary>
    public string Date { get; }

    /// <summary>Column of the date (W3C only), or -1.</summary>
    public int DateIndex { get; }

    /// <summary>Column of the time (W3C) or of date and time (Exchange), or -1.</summary>
    public int TimeIndex { get; }

    /// <summary>First of the four build columns, or -1.</summary>
    public int MajorVersionIndex { get; }

    /// <summary>The build in <c>#Version:</c> when it is one (15.0.0.0 is not).</summary>
    public BuildNumber? VersionBuild { get; }

    /// <summary>True when each row starts with its time in the usual form, so that it can be read without splitting.</summary>
    public bool TimeIsFirst => Dialect == LogDialect.W3c ? DateIndex == 0 && TimeIndex == 1 : TimeIndex == 0;

    /// <summary>The column with this name (ignoring case), or -1.</summary>
    public int IndexOf(string name) => _columns.IndexOf(name);

    /// <summary>The header after one more <c>#</c> line. Unknown lines change nothing.</summary>
    public LogHeader With(ReadOnlySpan<byte> line)
    {
        if (Dialect == LogDialect.Tab)
        {
            return line.StartsWith("#fields\t"u8) ? WithList(line["#fields\t".Length..]) : this;
        }

        int colon = line.IndexOf((byte)':');
        if (colon < 1)
        {
            return this;
        }

        ReadOnlySpan<byte> name = line[1..colon], value = line[(colon + 1)..];
        return name.SequenceEqual("Fields"u8) ? WithList(value)
            : name.SequenceEqual("Version"u8) ? new LogHeader(Kind, Dialect, _columns, Text(value), Date)
            : name.SequenceEqual("Date"u8) ? new LogHeader(Kind, Dialect, _columns, Version, Text(value))
            : this;
    }

    /// <summary>The header with other columns.</summary>
    public LogHeader WithFields(IReadOnlyList<string> fields) => new(Kind, Dialect, fields, Version, Date);

    /// <summary>The header with the columns of a list as a log writes it (UTF-8). Files of one kind have the same, so they share them.</summary>
    internal LogHeader WithList(ReadOnlySpan<byte> list)
    {
        LogColumns columns = LogColumns.OfList(Dialect, list);
        return columns.Names.Count > 0 ? new LogHeader(Kind, Dialect, columns, Version, Date) : WithFields([]);
    }

    private static string Text(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value).Trim(' ', '\r', '\t', '\0');

    /// <summary>
    /// True when rows read the same under both: same columns, and where rows take their date or build from the header,
    /// the same of these.
    /// </summary>
    public bool ReadsLike(LogHeader other) =>
        Kind == other.Kind && Dialect == other.Dialect && HasColumnsOf(other)
        && (DateIndex >= 0 || Dialect != LogDialect.W3c || Date == other.Date)
        && (MajorVersionIndex > 0 || Dialect == LogDialect.W3c || Version == other.Version);

    /// <inheritdoc/>
    public bool Equals(LogHeader? other) =>
        other is not null && Kind == other.Kind && Dialect == other.Dialect && Version == other.Version
        && Date == other.Date && HasColumnsOf(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LogHeader);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Version, Date, Fields.Count);

    /// <summary>True when the other has the same columns.</summary>
    public bool HasColumnsOf(LogHeader other) => ReferenceEquals(_columns, other._columns) || Fields.SequenceEqual(other.Fields, StringComparer.Ordinal);

    private int FirstOf(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (IndexOf(name) is >= 0 and int index)
            {
                return index;
            }
        }

        return -1;
    }
}
