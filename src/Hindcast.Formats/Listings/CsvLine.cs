using System.Text;

namespace Hindcast.Formats.Listings;

/// <summary>Cuts one line of CSV with any delimiter. Quoted columns lose their quotes.</summary>
internal static class CsvLine
{
    private const int MaxColumns = 256;

    internal static List<string> Split(string line, char delimiter)
    {
        List<string> columns = [];
        StringBuilder value = new();
        bool quoted = false;
        for (int i = 0; i < line.Length && columns.Count < MaxColumns; i++)
        {
            char c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                value.Append('"');
                i++;
            }
            else if (c == '"' && (quoted || value.Length == 0))
            {
                quoted = !quoted;
            }
            else if (c == delimiter && !quoted)
            {
                columns.Add(value.ToString());
                value.Clear();
            }
            else
            {
                value.Append(c);
            }
        }

        columns.Add(value.ToString());
        return columns;
    }
}
