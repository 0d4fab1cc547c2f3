using System.Globalization;
using System.Text;

namespace Hindcast.Reports.Notify;

/// <summary>Any text as one line for plain text files and mails: what cannot be seen is shown as its code point.</summary>
internal static class PlainText
{
    private const int MaxChars = 2000;

    internal static string Line(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (Rune rune in text.AsSpan(0, Math.Min(text.Length, MaxChars)).EnumerateRunes())
        {
            _ = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || rune == Rune.ReplacementChar
                ? line.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]")
                : line.Append(rune);
        }

        return text.Length > MaxChars ? line.Append(CultureInfo.InvariantCulture, $" (cut; {text.Length} characters)").ToString() : line.ToString();
    }
}
