using System.Globalization;
using System.Text;

namespace Hindcast.Reports.Markdown;

/// <summary>
/// Any text as Markdown (CommonMark and GitHub's tables and links) that shows it and does nothing: no HTML, no link, no
/// emphasis, no new line, and what cannot be seen as its code point.
/// </summary>
internal static class MarkdownText
{
    private const int MaxChars = 2000;

    internal static string Escape(string text)
    {
        StringBuilder safe = new(text.Length + 16);
        bool start = true;
        Rune before = default;
        foreach (Rune rune in text.AsSpan(0, Math.Min(text.Length, MaxChars)).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),

                // Entities and backslashes where a reader would make a link by itself: //, mail addresses, "www.".
                '@' => safe.Append("&#64;"),
                '/' when before.Value == '/' => safe.Append("&#47;"),
                '.' when start || before.Value is 'w' or 'W' => safe.Append("\\."),

                // What makes a list, a heading or a rule makes it only at the start; digits before a dot count as that.
                '-' or '+' or '=' or ')' when start => safe.Append('\\').Append((char)rune.Value),
                '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' or '~' or '!' or '$' => safe.Append('\\').Append((char)rune.Value),
                _ when IsUnseen(rune) => safe.Append(CultureInfo.InvariantCulture, $"\\[U+{rune.Value:X4}\\]"),
                _ => safe.Append(rune),
            };
            start = start && (Rune.IsWhiteSpace(rune) || Rune.IsDigit(rune));
            before = rune;
        }

        return text.Length > MaxChars
            ? safe.Append(CultureInfo.InvariantCulture, $" … (cut; {text.Length:N0} characters)").ToString()
            : safe.ToString();
    }

    private static bool IsUnseen(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
