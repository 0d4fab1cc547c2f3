using System.Text;

namespace Hindcast.Simulation.Logs;

/// <summary>
/// A row of a log with many columns of which few are filled: the columns by name, and the constant text between them. Immutable.
/// The first column, the time, is left out.
/// </summary>
internal sealed class RowShape
{
    private readonly string[] _between;

    /// <param name="columns">The log's columns.</param>
    /// <param name="constants">Values that are the same in each row, by column; "*" is filled anew in each row.</param>
    internal RowShape(string columns, params IReadOnlyList<(string Column, string Value)> constants)
    {
        string[] names = columns.Split(',');
        string[] values = new string[names.Length];
        Array.Fill(values, "");
        foreach ((string column, string value) in constants)
        {
            values[Array.IndexOf(names, column)] = value;
        }

        List<string> between = [];
        StringBuilder text = new();
        for (int i = 1; i < names.Length; i++)
        {
            if (i > 1)
            {
                text.Append(',');
            }

            if (values[i] == "*")
            {
                between.Add(text.ToString());
                text.Clear();
            }
            else
            {
                text.Append(values[i]);
            }
        }

        between.Add(text.ToString());
        _between = [.. between];
    }

    /// <summary>The row with the values of the columns that were marked, in the order of the columns.</summary>
    internal string Fill(params ReadOnlySpan<string> values)
    {
        if (values.Length != _between.Length - 1)
        {
            throw new ArgumentException($"{values.Length} values for {_between.Length - 1} columns");
        }

        StringBuilder row = new(600);
        for (int i = 0; i < values.Length; i++)
        {
            row.Append(_between[i]);
            if (values[i].AsSpan().IndexOfAny(",\"\r\n") < 0)
            {
                row.Append(values[i]);
            }
            else
            {
                row.Append('"').Append(values[i].Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
        }

        return row.Append(_between[^1]).ToString();
    }
}
