using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Hindcast.Reports.Html;

/// <summary>
/// Turns any string, however hostile, into text that shows what is there: encoded for HTML, cut at a length, and with
/// every character that is invisible or changes its surroundings (controls, bidirectional and other format characters,
/// line separators, private and unassigned code points, lone surrogates, heaps of combining marks) as <c>U+202E</c>.
/// </summary>
internal static class DisplayText
{
    private const int MaxCombiningMarks = 3;
    private const int MarkedEscapeCost = 13;
    private const int EntityCost = 9;

    // What costs one byte and is written as it is, in content and attributes alike.
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        [.. Enumerable.Range(' ', 0x7f - ' ').Select(c => (char)c).Where(c => c is not ('<' or '>' or '&' or '"' or '\'' or '+' or '`'))]);

    // Everything of the basic plane that is not special in HTML stays readable; the rest becomes a numeric entity.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>For element content: escapes stand in an <c>i</c> element, so they can't be mistaken for the text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">The most bytes of output, about; what is over is cut and its length named.</param>
    internal static MarkupString Markup(string text, int limit)
    {
        if (IsHarmless(text, limit))
        {
            return new MarkupString(text);
        }

        StringBuilder output = new();
        int shown = Append(output, text, limit, (o, plain) => o.Append(Encoder.Encode(plain)), "<i>", "</i>");
        if (shown < text.Length)
        {
            output.Append(CultureInfo.InvariantCulture, $"<b class=\"cut\">… cut here; {text.Length:N0} characters in all</b>");
        }

        return new MarkupString(output.ToString());
    }

    /// <summary>For attributes, titles, SVG text and rows that a script shows: text that whoever writes it encodes.</summary>
    internal static string Plain(string text, int limit)
    {
        if (IsHarmless(text, limit))
        {
            return text;
        }

        StringBuilder output = new();
        if (Append(output, text, limit, (o, plain) => o.Append(plain), "[", "]") < text.Length)
        {
            output.Append('…');
        }

        return output.ToString();
    }

    /// <summary>The bytes that texts take as element content, about, each cut at the limit.</summary>
    internal static int Cost(IReadOnlyList<string> texts, int limit = ReportLimits.Sentence)
    {
        int sum = 0;
        foreach (string text in texts)
        {
            if (IsHarmless(text, limit))
            {
                sum += text.Length;
                continue;
            }

            int cost = 0;
            for (int i = 0; i < text.Length && cost < limit; i++)
            {
                cost += Rune.TryCreate(text[i], out Rune rune) ? IsUnseen(rune) ? MarkedEscapeCost : Cost(rune) : MarkedEscapeCost;
            }

            sum += cost;
        }

        return sum;
    }

    private static bool IsHarmless(string text, int limit) => text.Length <= limit && !text.AsSpan().ContainsAnyExcept(Harmless);

    private static int Append(StringBuilder output, string text, int limit, Action<StringBuilder, string> write, string open, string close)
    {
        int cost = 0, index = 0, clean = 0, marks = 0;
        while (index < text.Length)
        {
            bool valid = Rune.DecodeFromUtf16(text.AsSpan(index), out Rune rune, out int length) == OperationStatus.Done;
            marks = valid && IsMark(rune) ? marks + 1 : 0;
            bool escape = !valid || marks > MaxCombiningMarks || IsUnseen(rune);
            cost += escape ? MarkedEscapeCost : Cost(rune);
            if (cost > limit)
            {
                break;
            }

            if (escape)
            {
                write(output, text[clean..index]);
                int code = valid ? rune.Value : text[index];
                output.Append(open).Append(CultureInfo.InvariantCulture, $"U+{code:X4}").Append(close);
                clean = index + length;
            }

            index += length;
        }

        write(output, clean == 0 && index == text.Length ? text : text[clean..index]);
        return index;
    }

    private static int Cost(Rune rune) => rune.Value switch
    {
        '<' or '>' or '&' or '"' or '\'' or '+' or '`' => 6,
        < 0x80 => 1,
        < 0x800 => 2,
        < 0x10000 => 3,
        _ => EntityCost,
    };

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsUnseen(Rune rune) => !IsPlainAscii(rune) && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsPlainAscii(Rune rune) => rune.Value is >= ' ' and < 0x7f;
}
