using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

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

    // Everything of the basic plane that is not special in HTML stays readable; the rest becomes a numeric entity.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>For element content: escapes stand in an <c>i</c> element, so they can't be mistaken for the text.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="text">Any text.</param>
    /// <param name="limit">The most bytes of output, about; what is over is cut and its length named.</param>
    internal static void AppendMarkup(StringBuilder output, string text, int limit)
    {
        int shown = Append(output, text, limit, marked: true);
        if (shown < text.Length)
        {
            output.Append(CultureInfo.InvariantCulture, $"<b class=\"cut\">… cut here; {text.Length:N0} characters in all</b>");
        }
    }

    /// <summary>For attributes, titles and SVG text, where no markup may stand.</summary>
    internal static void AppendPlain(StringBuilder output, string text, int limit)
    {
        if (Append(output, text, limit, marked: false) < text.Length)
        {
            output.Append('…');
        }
    }

    private static int Append(StringBuilder output, string text, int limit, bool marked)
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
                output.Append(Encoder.Encode(text[clean..index]));
                int code = valid ? rune.Value : text[index];
                output.Append(marked ? "<i>" : "[").Append(CultureInfo.InvariantCulture, $"U+{code:X4}").Append(marked ? "</i>" : "]");
                clean = index + length;
            }

            index += length;
        }

        output.Append(clean == 0 && index == text.Length ? Encoder.Encode(text) : Encoder.Encode(text[clean..index]));
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
