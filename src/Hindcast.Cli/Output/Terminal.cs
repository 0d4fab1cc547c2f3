using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Hindcast.Cli.Output;

/// <summary>Makes text from evidence harmless for a terminal: no escape sequence, no line break, no hidden direction change.</summary>
internal static class Terminal
{
    private const int MaxChars = 4000;
    private const int WidthOfFile = 4096;

    /// <summary>Standard output. Into a file or a pipe lines are not wrapped.</summary>
    internal static IAnsiConsole Console()
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfFile;
        }

        return console;
    }

    /// <summary>A message of several lines, each made harmless.</summary>
    internal static string SafeLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Safe));

    internal static string Safe(string text)
    {
        StringBuilder safe = new(Math.Min(text.Length, MaxChars) + 16);
        foreach (Rune rune in text.AsSpan(0, Math.Min(text.Length, MaxChars)).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse)
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            }
            else
            {
                safe.Append(rune);
            }
        }

        return text.Length > MaxChars ? $"{safe} ... ({text.Length} characters)" : safe.ToString();
    }
}
