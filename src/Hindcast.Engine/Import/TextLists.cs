using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;

namespace Hindcast.Engine.Import;

/// <summary>CSV with a header (comma, semicolon or tab; RFC 4180), or a list of a value a line with <c>#</c> comments.</summary>
internal static class TextLists
{
    internal static void Read(string text, string name, ImportSink sink)
    {
        string header = First(text.AsSpan().EnumerateLines());
        char separator = Separator(header);
        Dictionary<string, int> columns = [];
        foreach ((int index, string column) in Cells(header, separator).Select(ListWords.Column).Index())
        {
            columns.TryAdd(column, index);
        }

        // Quotation marks mean something in tables only; in a list they are part of a value.
        bool isTable = columns.ContainsKey("value"), inHeader = isTable;
        foreach ((int line, string row) in Rows(text, isTable))
        {
            if (row.AsSpan().Trim().IsEmpty || row.TrimStart().StartsWith('#'))
            {
                continue;
            }

            SourceLocation where = new(name, Line: line);
            if (inHeader)
            {
                inHeader = false;
            }
            else if (isTable)
            {
                Take(Cells(row, separator), columns, where, sink);
            }
            else
            {
                sink.Take(null, row.Trim(), Nothing(""), where, "");
            }
        }
    }

    private static string First(SpanLineEnumerator lines)
    {
        foreach (ReadOnlySpan<char> line in lines)
        {
            if (!line.Trim().IsEmpty && line.TrimStart()[0] != '#')
            {
                return line.ToString();
            }
        }

        return "";
    }

    private static Indicator Nothing(string context) => new() { Kind = default, Value = "", Context = context };

    private static void Take(List<string> cells, Dictionary<string, int> columns, SourceLocation where, ImportSink sink)
    {
        string Cell(string column) => columns.TryGetValue(column, out int index) && index < cells.Count ? Unquoted(cells[index]) : "";
        string word = Cell("type");
        IndicatorKind? kind = ListWords.Kind(word);
        if (word.Length > 0 && kind is null)
        {
            sink.Report(IndicatorDiagnostics.UnknownKind, where, $"{word}: {Cell("value")}", "a type such as ipv4, domain, url, filename, sha256");
            return;
        }

        sink.Take(kind, Cell("value"), Nothing(Cell("context")) with
        {
            First = ListWords.Time(Cell("first")),
            Last = ListWords.Time(Cell("last")),
            Sightings = long.TryParse(Cell("sightings"), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 0,
        }, where, "");
    }

    /// <summary>Without the apostrophe that keeps a spreadsheet from running a cell as a formula.</summary>
    private static string Unquoted(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    private static char Separator(string header) =>
        header.Contains(',', StringComparison.Ordinal) ? ',' : header.Contains(';', StringComparison.Ordinal) ? ';' : header.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';

    /// <summary>Rows with the number of their first line; a line end within quotation marks belongs to the row.</summary>
    private static IEnumerable<(int Line, string Row)> Rows(string text, bool quotes)
    {
        int line = 1, start = 0, first = 1;
        bool quoted = false;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : '\n';
            quoted ^= quotes && c == '"';
            if (c != '\n' || (quoted && i < text.Length && i - start < 10_000))
            {
                line += c == '\n' ? 1 : 0;
                continue;
            }

            if (i > start)
            {
                yield return (first, text[start..i].TrimEnd('\r'));
            }

            quoted = false;
            first = ++line;
            start = i + 1;
        }
    }

    private static List<string> Cells(string row, char separator)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < row.Length; i++)
        {
            char c = row[i];
            if (c == '"' && quoted && i + 1 < row.Length && row[i + 1] == '"')
            {
                cell.Append(row[++i]);
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
