using System.Text;

namespace Hindcast.Engine.Packs;

/// <summary>
/// Reads <c>indicators.csv</c>: a header line and rows of type, value, context, source and day of publication. Values
/// with commas or quotation marks stand in quotation marks (RFC 4180), and a row is one line. Lines that begin with # are comments.
/// </summary>
internal static class IndicatorReader
{
    private const string File = "indicators.csv";
    private const string Header = "type,value,context,source,published";
    private const int MaxRows = 50_000;

    private static readonly Dictionary<string, IndicatorType> Types = new(StringComparer.Ordinal)
    {
        ["ip"] = IndicatorType.Ip,
        ["user-agent"] = IndicatorType.UserAgent,
        ["file"] = IndicatorType.File,
        ["url-path"] = IndicatorType.UrlPath,
        ["sha256"] = IndicatorType.Sha256,
        ["domain"] = IndicatorType.Domain,
    };

    /// <summary>Reads it. A row with trouble is left out and reported with line and column.</summary>
    internal static IReadOnlyList<PackIndicator> Read(string text, PackProblems problems)
    {
        List<PackIndicator> indicators = [];
        HashSet<(IndicatorType, string)> seen = [];
        int line = 0;
        bool headed = false;
        foreach (ReadOnlySpan<char> span in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            line++;
            string row = span.ToString();
            if (row.Length == 0 || row[0] == '#')
            {
                continue;
            }

            if (!headed)
            {
                headed = true;
                if (row != Header)
                {
                    problems.Add(PackDiagnostics.IndicatorRow, File, line, 1, $"'{row}' as header", Header);
                }

                continue;
            }

            if (indicators.Count >= MaxRows)
            {
                problems.Add(PackDiagnostics.IndicatorRow, File, line, 1, $"more than {MaxRows} rows", $"at most {MaxRows}");
                break;
            }

            if (Row(row, line, problems) is { } indicator)
            {
                if (seen.Add((indicator.Type, indicator.Value)))
                {
                    indicators.Add(indicator);
                }
                else
                {
                    problems.Add(PackDiagnostics.IndicatorRow, File, line, 1, $"'{indicator.Value}' a second time", "each value once");
                }
            }
        }

        return indicators;
    }

    private static PackIndicator? Row(string row, int line, PackProblems problems)
    {
        List<(string Text, int Column)> cells = Cells(row);
        PackIndicator? Wrong(int column, string found, string expected)
        {
            problems.Add(PackDiagnostics.IndicatorRow, File, line, column, found, expected);
            return null;
        }

        if (cells.Count != 5)
        {
            return Wrong(1, $"{cells.Count} columns", Header);
        }

        if (!Types.TryGetValue(cells[0].Text, out IndicatorType type))
        {
            return Wrong(cells[0].Column, $"type '{cells[0].Text}'", $"one of {string.Join(", ", Types.Keys)}");
        }

        if (IndicatorValue.Trouble(type, cells[1].Text) is { } trouble)
        {
            return Wrong(cells[1].Column + trouble.Offset, trouble.Found, trouble.Expected);
        }

        if (cells[3].Text.Length == 0)
        {
            return Wrong(cells[3].Column, "no source", "who published it");
        }

        return PackDay.TryParse(cells[4].Text, out DateOnly published)
            ? new PackIndicator(type, cells[1].Text, cells[2].Text, cells[3].Text, published)
            : Wrong(cells[4].Column, $"'{cells[4].Text}' as published", "a day in the form yyyy-MM-dd");
    }

    private static List<(string Text, int Column)> Cells(string row)
    {
        List<(string, int)> cells = [];
        StringBuilder cell = new();
        int at = 0;
        while (at <= row.Length)
        {
            int column = at + 1;
            cell.Clear();
            if (at < row.Length && row[at] == '"')
            {
                for (at++; at < row.Length && !(row[at] == '"' && (at + 1 == row.Length || row[at + 1] != '"')); at++)
                {
                    at += row[at] == '"' ? 1 : 0;
                    cell.Append(row[at]);
                }

                column++;
                at++;
            }

            for (; at < row.Length && row[at] != ','; at++)
            {
                cell.Append(row[at]);
            }

            cells.Add((cell.ToString(), column));
            at++;
        }

        return cells;
    }
}
