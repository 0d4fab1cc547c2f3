namespace Hindcast.Formats.Text;

/// <summary>Cuts one row into its columns. Used only for rows that matter, so it is written to be right, not fast.</summary>
public static class RowSplitter
{
    /// <summary>More columns than this are not looked at.</summary>
    public const int MaxColumns = LogHeader.MaxFields;

    /// <summary>Cuts a row at its delimiters.</summary>
    /// <param name="line">The row.</param>
    /// <param name="dialect">How it is separated.</param>
    /// <param name="columns">Takes the columns; a quoted one keeps its quotes.</param>
    /// <returns>The number of columns.</returns>
    public static int Split(ReadOnlySpan<char> line, LogDialect dialect, Span<Range> columns) => dialect switch
    {
        LogDialect.W3c => SplitAt(line, ' ', columns),
        LogDialect.ExchangeCsv or LogDialect.Csv => SplitCsv(line, columns),
        LogDialect.Tab => SplitAt(line, '\t', columns),
        _ => SplitExtract(line, columns),
    };

    /// <summary>The text of a column without its quotes, doubled quotes made single.</summary>
    public static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> column)
    {
        if (column.Length < 2 || column[0] != '"')
        {
            return column;
        }

        ReadOnlySpan<char> inner = column[^1] == '"' ? column[1..^1] : column[1..];
        return inner.Contains('"') ? inner.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : inner;
    }

    private static int SplitAt(ReadOnlySpan<char> line, char delimiter, Span<Range> columns)
    {
        int count = 0, start = 0;
        for (int i = 0; i <= line.Length && count < columns.Length; i++)
        {
            if (i == line.Length || line[i] == delimiter)
            {
                columns[count++] = start..i;
                start = i + 1;
            }
        }

        return count;
    }

    private static int SplitCsv(ReadOnlySpan<char> line, Span<Range> columns)
    {
        int count = 0, start = 0, closed = -2;
        bool quoted = false;
        for (int i = 0; i <= line.Length && count < columns.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                columns[count++] = start..i;
                start = i + 1;
            }
            else if (line[i] == '"' && (quoted || i == start || i == closed + 1))
            {
                // A doubled quote closes and opens again.
                closed = quoted ? i : -2;
                quoted = !quoted;
            }
        }

        return count;
    }

    private static int SplitExtract(ReadOnlySpan<char> line, Span<Range> columns)
    {
        ReadOnlySpan<char> separators = ", \t;";
        int firstEnd = line.IndexOfAny(separators);
        if (firstEnd < 0)
        {
            columns[0] = 0..line.Length;
            return 1;
        }

        int second = firstEnd;
        while (second < line.Length && separators.Contains(line[second]))
        {
            second++;
        }

        columns[0] = 0..firstEnd;
        columns[1] = second..line.Length;
        return 2;
    }
}
