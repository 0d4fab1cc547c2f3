using System.Buffers;
using System.Text;

namespace Hindcast.WebShells.Lexing;

/// <summary>
/// Characters that nobody sees. Compilers of C# and JScript leave those of Unicode's class Cf out of names, and end lines at Unicode's separators.
/// UTF-8 is read as bytes here, so each is known as its bytes and as itself. Thread-safe.
/// </summary>
internal static class FormatCharacters
{
    /// <summary>Most bytes that such a character has.</summary>
    private const int LongestBytes = 3;

    /// <summary>What the bytes of such a character begin with in UTF-8, and the characters themselves.</summary>
    private static readonly SearchValues<char> Starts = SearchValues.Create(
        "\u00C2\u00D8\u00E1\u00E2\u00EF\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF");

    /// <summary>The bytes among them.</summary>
    private static readonly SearchValues<byte> StartBytes = SearchValues.Create([(byte)0xC2, 0xD8, 0xE1, 0xE2, 0xEF]);

    private static readonly SearchValues<char> SeparatorStarts = SearchValues.Create("\u00C2\u00E2\u2028\u2029");

    /// <summary>True when a character that is left out of names stands anywhere.</summary>
    internal static bool In(ReadOnlySpan<char> text)
    {
        for (int at; (at = text.IndexOfAny(Starts)) >= 0; text = text[(at + 1)..])
        {
            if (LengthAt(text[at..]) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same of bytes, each of which is a character.</summary>
    internal static bool In(ReadOnlySpan<byte> bytes)
    {
        Span<char> some = stackalloc char[LongestBytes];
        for (int at; (at = bytes.IndexOfAny(StartBytes)) >= 0; bytes = bytes[(at + 1)..])
        {
            int length = Encoding.Latin1.GetChars(bytes[at..Math.Min(bytes.Length, at + LongestBytes)], some);
            if (LengthAt(some[..length]) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A name without such characters; null when it holds none.</summary>
    /// <param name="name">The name as it is written.</param>
    /// <param name="isWithin">True when one stands behind a letter. One before hides nothing: files that were joined hold marks there.</param>
    internal static string? Without(ReadOnlySpan<char> name, out bool isWithin)
    {
        isWithin = false;
        if (!In(name))
        {
            return null;
        }

        StringBuilder plain = new(name.Length);
        for (int i = 0; i < name.Length;)
        {
            int length = LengthAt(name[i..]);
            if (length == 0)
            {
                plain.Append(name[i++]);
                continue;
            }

            isWithin |= plain.Length > 0;
            i += length;
        }

        return plain.ToString();
    }

    /// <summary>Where the first separator of lines stands; -1 when none does.</summary>
    internal static int LineSeparator(ReadOnlySpan<char> text)
    {
        for (int from = 0, found; (found = text[from..].IndexOfAny(SeparatorStarts)) >= 0; from += found + 1)
        {
            ReadOnlySpan<char> rest = text[(from + found)..];
            if (rest is ['\u2028' or '\u2029', ..] or ['\u00C2', '\u0085', ..] or ['\u00E2', '\u0080', '\u00A8' or '\u00A9', ..])
            {
                return from + found;
            }
        }

        return -1;
    }

    /// <summary>How many characters of a text such a character takes that it begins with; 0 when it begins with another.</summary>
    private static int LengthAt(ReadOnlySpan<char> text) => text switch
    {
        ['\u00C2', '\u00AD', ..] or ['\u00D8', '\u009C', ..] => 2,
        ['\u00E1', '\u00A0', '\u008E', ..] or ['\u00E2', '\u0080', (>= '\u008B' and <= '\u008F') or (>= '\u00AA' and <= '\u00AE'), ..]
            or ['\u00E2', '\u0081', (>= '\u00A0' and <= '\u00A4') or (>= '\u00A6' and <= '\u00A9'), ..] or ['\u00EF', '\u00BB', '\u00BF', ..] => 3,
        [> '\u00FF', ..] when Starts.Contains(text[0]) => 1,
        _ => 0,
    };
}
