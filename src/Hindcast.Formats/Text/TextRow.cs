using System.Text;

namespace Hindcast.Formats.Text;

/// <summary>
/// One row cut into its columns and decoded, for rules and for people. Reused from row to row by one thread.
/// </summary>
public sealed class TextRow
{
    private readonly Range[] _columns = new Range[RowSplitter.MaxColumns];
    private char[] _chars = new char[4096];
    private int _length;
    private int _count;

    /// <summary>The header by which the columns are named.</summary>
    public LogHeader? Header { get; private set; }

    /// <summary>Columns that the row has a value for and the header a name.</summary>
    public int Count => _count;

    /// <summary>The whole row as text.</summary>
    public ReadOnlySpan<char> Text => _chars.AsSpan(0, _length);

    /// <summary>Takes a row.</summary>
    /// <param name="line">Its bytes; what is not valid UTF-8 becomes U+FFFD.</param>
    /// <param name="header">The header above it.</param>
    public void Bind(ReadOnlySpan<byte> line, LogHeader header)
    {
        Header = header;
        int most = Encoding.UTF8.GetMaxCharCount(line.Length);
        if (_chars.Length < most)
        {
            _chars = new char[most];
        }

        _length = Encoding.UTF8.GetChars(line, _chars);
        int found = RowSplitter.Split(Text, header.Dialect, _columns);
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
        ReadOnlySpan<char> raw = Text[_columns[column]];
        return Header!.Dialect == LogDialect.W3c ? raw : RowSplitter.Unquote(raw);
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
            (int start, int length) = _columns[i].GetOffsetAndLength(_length);
            if (length > 0)
            {
                dense[kept++] = start..(start + length);
            }
        }

        if (kept <= header.Fields.Count)
        {
            // Doubled blanks were all there was to it (or columns are missing, which stays visible as a short row).
            dense[..kept].CopyTo(_columns);
            return kept;
        }

        return W3cAlignment.TryAlign(Text, dense[..kept], header.Fields, _columns) ? header.Fields.Count : found;
    }
}
