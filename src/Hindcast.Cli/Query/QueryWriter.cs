using System.Globalization;
using System.Text;
using System.Text.Json;
using Hindcast.Cli.Output;
using Hindcast.Engine.Store;
using Hindcast.Reports.Csv;

namespace Hindcast.Cli.Query;

/// <summary>Writes what a query gave as a table, CSV or JSON lines, each encoded for its place.</summary>
internal sealed class QueryWriter(Stream target, string format) : IDisposable
{
    private const int MaxCell = 80;

    private readonly StreamWriter _text = new(target, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
    private readonly List<string[]> _rows = [];
    private IReadOnlyList<QueryColumn> _columns = [];
    private string[] _names = [];

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    /// <summary>Takes the columns. Two of one name get a number, so that none is lost in JSON.</summary>
    internal void Begin(IReadOnlyList<QueryColumn> columns)
    {
        _columns = columns;
        HashSet<string> names = new(StringComparer.Ordinal);
        _names = [.. columns.Select(c => Free(c.Name, names))];
        if (format == "csv")
        {
            _text.WriteLine(string.Join(',', _names.Select(CsvCell.Encode)));
        }
    }

    /// <summary>Takes a row.</summary>
    internal void Take(IReadOnlyList<string?> row)
    {
        switch (format)
        {
            case "csv":
                _text.WriteLine(string.Join(',', row.Select((value, i) => value is null ? "" : _columns[i].IsNumber ? value : CsvCell.Encode(value))));
                break;
            case "jsonl":
                Json(row);
                break;
            default:
                _rows.Add([.. row.Select(value => value is null ? "" : Short(value))]);
                break;
        }
    }

    /// <summary>Writes what has waited for the last row: a table's columns are as wide as its widest cell.</summary>
    internal void End()
    {
        if (format != "table")
        {
            return;
        }

        string[] titles = [.. _names.Select(Short)];
        int[] widths = [.. titles.Select((t, i) => Math.Max(t.Length, _rows.Select(r => r[i].Length).DefaultIfEmpty(0).Max()))];
        Line(titles, widths);
        Line([.. widths.Select(w => new string('-', w))], widths);
        foreach (string[] row in _rows)
        {
            Line(row, widths);
        }

        _text.WriteLine(_rows.Count == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{_rows.Count} rows"));
    }

    private void Line(string[] cells, int[] widths) =>
        _text.WriteLine(string.Join("  ", cells.Select((c, i) => _columns[i].IsNumber ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd());

    private void Json(IReadOnlyList<string?> row)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            for (int i = 0; i < row.Count; i++)
            {
                json.WritePropertyName(_names[i]);
                if (row[i] is { } value && _columns[i].IsNumber && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
                {
                    json.WriteRawValue(value);
                }
                else
                {
                    json.WriteStringValue(row[i]);
                }
            }

            json.WriteEndObject();
        }

        _text.WriteLine(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
    }

    private static string Free(string name, HashSet<string> names)
    {
        string free = name;
        for (int i = 2; !names.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        }

        return free;
    }

    private static string Short(string text)
    {
        string safe = Terminal.Safe(text);
        return safe.Length <= MaxCell ? safe : $"{safe[..(MaxCell - 3)]}...";
    }
}
