using Hindcast.Formats.Dns;

namespace Hindcast.Formats.Text;

/// <summary>
/// One row cut into its columns and decoded, for rules and for people. Reused from row to row by one thread.
/// </summary>
public sealed class TextRow
{
    private readonly RowValues _values = new();
    private int _count;

    /// <summary>The header by which the columns are named.</summary>
    public LogHeader? Header { get; private set; }

    /// <summary>Columns that the row has a value for and the header a name.</summary>
    public int Count => _count;

    /// <summary>The whole row as text.</summary>
    public ReadOnlySpan<char> Text => _values.Text;

    /// <summary>Takes a row.</summary>
    /// <param name="line">Its bytes; what is not valid UTF-8 becomes U+FFFD.</param>
    /// <param name="header">The header above it.</param>
    public void Bind(ReadOnlySpan<byte> line, LogHeader header)
    {
        Header = header;
        _values.Begin(line, header.Fields.Count);
        switch (header.Dialect)
        {
            case LogDialect.JsonLines:
                JsonRow.Read(line, header, _values);
                _count = header.Fields.Count;
                return;
            case LogDialect.DnsDebug or LogDialect.DnsDebugDayFirst:
                DnsDebugRow.Read(header, _values);
                _count = header.Fields.Count;
                return;
            case LogDialect.BindQuery:
                BindQueryRow.Read(header, _values);
                _count = header.Fields.Count;
                return;
            case LogDialect.Squid:
                SquidRow.Read(header, _values);
                _count = header.Fields.Count;
                return;
        }

        int found = RowSplitter.Split(Text, header.Dialect, _values.Columns);
        if (header.Dialect == LogDialect.W3c && found > header.Fields.Count && header.Fields.Count > 0)
        {
            found = Align(found, header);
        }

        _count = Math.Min(found, header.Fields.Count);
    }

    /// <summary>The name of a column.</summary>
    public string Name(int column) => Header!.Fields[column];

    /// <summary>The text of a column, without its quotes.</summary>
    public ReadOnlySpan<char> Value(int column)
    {
        ReadOnlySpan<char> raw = _values.All[_values.Columns[column]];
        return Header!.Dialect is LogDialect.ExchangeCsv or LogDialect.Csv or LogDialect.AnchorExtract ? RowSplitter.Unquote(raw) : raw;
    }

    /// <summary>Finds a column by its name, ignoring case.</summary>
    public bool TryGet(string name, out ReadOnlySpan<char> value)
    {
        int column = Header!.IndexOf(name);
        bool there = column >= 0 && column < _count;
        value = there ? Value(column) : default;
        return there;
    }

    private int Align(int found, LogHeader header)
    {
        Span<Range> dense = new Range[found];
        int kept = 0;
        for (int i = 0; i < found; i++)
        {
            (int start, int length) = _values.Columns[i].GetOffsetAndLength(_values.TextLength);
            if (length > 0)
            {
                dense[kept++] = start..(start + length);
            }
        }

        if (kept <= header.Fields.Count)
        {
            // Doubled blanks were all there was to it (or columns are missing, which stays visible as a short row).
            dense[..kept].CopyTo(_values.Columns);
            return kept;
        }

        return W3cAlignment.TryAlign(Text, dense[..kept], header.Fields, _values.Columns) ? header.Fields.Count : found;
    }
}
