using System.Globalization;
using System.Text;

namespace Hindcast.Reports.Csv;

/// <summary>
/// One cell of a CSV file (RFC 4180) that a spreadsheet opens without running anything: a cell that would start a formula
/// gets an apostrophe in front (OWASP, CSV injection), and control characters and unseen ones that turn or hide text become
/// blanks.
/// </summary>
public static class CsvCell
{
    /// <summary>Encodes a text as a cell, in quotes where it needs them.</summary>
    public static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n')
        {
            text = "'" + text;
        }

        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            clean.Append(char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format ? ' ' : c);
        }

        return clean.ToString().AsSpan().IndexOfAny(",\"'") >= 0
            ? $"\"{clean.Replace("\"", "\"\"")}\""
            : clean.ToString();
    }
}
