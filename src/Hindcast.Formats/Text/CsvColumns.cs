namespace Hindcast.Formats.Text;

/// <summary>Counts the columns of a comma-separated row with quotation marks.</summary>
internal static class CsvColumns
{
    /// <summary>The number of columns, as <see cref="RowSplitter"/> would cut them.</summary>
    internal static int Count(ReadOnlySpan<byte> line)
    {
        int columns = 1;
        bool quoted = false;
        int start = 0, closed = -2;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == (byte)'"' && (quoted || i == start || i == closed + 1))
            {
                // A doubled quote closes and opens again, as in RowSplitter.
                closed = quoted ? i : -2;
                quoted = !quoted;
            }
            else if (line[i] == (byte)',' && !quoted)
            {
                columns++;
                start = i + 1;
            }
        }

        return columns;
    }
}
