namespace Hindcast.Formats.Text;

/// <summary>
/// The columns of one row while it is cut: stretches of the row's text, or decoded text that is kept behind it. Reused
/// from row to row by one thread.
/// </summary>
internal sealed class RowValues
{
    private const int MaxAdds = 1000;
    private const int MaxJoinedChars = 64 * 1024;

    private readonly Range[] _columns = new Range[RowSplitter.MaxColumns];
    private char[] _chars = new char[4096];
    private int _end;
    private int _adds;

    /// <summary>The columns' places in <see cref="All"/>.</summary>
    internal Range[] Columns => _columns;

    /// <summary>The row's own text.</summary>
    internal ReadOnlySpan<char> Text => _chars.AsSpan(0, TextLength);

    /// <summary>The row's text and what was decoded from it.</summary>
    internal ReadOnlySpan<char> All => _chars.AsSpan(0, _end);

    /// <summary>Characters of the row's own text.</summary>
    internal int TextLength { get; private set; }

    /// <summary>Takes a row; all columns are empty then.</summary>
    internal void Begin(ReadOnlySpan<byte> line, int columns)
    {
        int most = System.Text.Encoding.UTF8.GetMaxCharCount(line.Length);
        if (_chars.Length < most)
        {
            _chars = new char[most];
        }

        _adds = 0;
        TextLength = _end = System.Text.Encoding.UTF8.GetChars(line, _chars);
        _columns.AsSpan(0, Math.Min(columns, _columns.Length)).Clear();
    }

    /// <summary>Gives a column its text, which lies in the row.</summary>
    internal void Set(int column, Range range)
    {
        if (column >= 0)
        {
            _columns[column] = range;
        }
    }

    /// <summary>
    /// Gives a column decoded text; a second text of one column is added behind a comma. Text beyond the limits (1,000 texts
    /// in a row, 64 Ki characters joined) is left out: no real row comes near them.
    /// </summary>
    internal void Add(int column, ReadOnlySpan<char> decoded)
    {
        if (column < 0 || ++_adds > MaxAdds)
        {
            return;
        }

        (int start, int length) = _columns[column].GetOffsetAndLength(_end);
        if (length > 0 && length + decoded.Length > MaxJoinedChars)
        {
            return;
        }

        int room = length + decoded.Length + 1;
        if (_chars.Length - _end < room)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _end + room));
        }

        int from = _end;
        if (length > 0)
        {
            _chars.AsSpan(start, length).CopyTo(_chars.AsSpan(_end));
            _end += length;
            _chars[_end++] = ',';
        }

        decoded.CopyTo(_chars.AsSpan(_end));
        _end += decoded.Length;
        _columns[column] = from.._end;
    }
}
