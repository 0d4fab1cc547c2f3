using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Hindcast.WebShells.Reading;

/// <summary>
/// Undoes Microsoft's script encoder (VBScript.Encode, JScript.Encode): blocks from <c>#@~^</c> to <c>^#~@</c> with a length before and a checksum
/// behind, each character exchanged by one of three alphabets in turn. No key is in it. Time and memory are linear in the text; a block that
/// does not end is left as it stands. Thread-safe.
/// </summary>
internal static class ScriptEncoding
{
    /// <summary>What begins a block.</summary>
    internal const string Begin = "#@~^";

    private const string End = "==^#~@";
    private const int NumberChars = 6;

    /// <summary>Characters for each of which code has one of <see cref="Common"/>, by far.</summary>
    private const int WordChars = 400;

    private static readonly SearchValues<string> Common = SearchValues.Create(
        [" then", "end if", "request", "response", "server.", "function", "dim ", "if ", "else", "next", "var ", "sub ", "set ", " = ", "=\"", "for ", "return"], StringComparison.OrdinalIgnoreCase);

    private const char Tab = '\t', FirstKept = '\u001f';

    /// <summary>Which alphabet the character at a place is written in, over and over.</summary>
    private const string Order = "1201202002021020102011200210200211020201011201021020112001120102";

    /// <summary>What tab, blank and the other characters of ASCII become, by alphabet; line ends, brackets and @ are written with a leading @.</summary>
    private static readonly string[] Alphabets =
    [
        "dP\"Ja^][B`#e_~ORz!F &c*vG%,)i?'?g?bAZf2sMCq9|SH1rnpI?Kj.\u007f(5}$-T7{=l4mN+0otkL3V:xWw;D/YE\\h6Xy\tu8U",
        "7~ZE:yY'vcbMQSR &Tq+f*X\u007f{01lI?x?_?)$/93o!u(BFJ\\H6K}]jPi#\tpet,wD?m|C8^[nWL4r%VshUG25.dO;-Aaz\"`kN=",
        "i,er[fuLEv*C3B cJZ8y2Wl+FRO=p?{?Q?z~;GAwV_&xndtg}h5\"U:`jqoI\\]'Y%|#m(19\u007f6T4bN0^s\tKa$MkD!7SXH.P-)?",
    ];

    private static readonly char[][] Plain = [.. Alphabets.Select(Invert)];

    /// <summary>A page with its encoded blocks in plain text; null when it has none that can be read.</summary>
    /// <param name="text">The page.</param>
    /// <param name="first">Where its first block begins.</param>
    /// <param name="isWhole">True when each of its blocks was read and is code.</param>
    internal static string? Decode(string text, out int first, out bool isWhole)
    {
        first = text.IndexOf(Begin, StringComparison.Ordinal);
        isWhole = true;
        if (first < 0)
        {
            return null;
        }

        StringBuilder plain = new();
        int at = 0, read = 0;
        for (int start = first; start >= 0; start = text.IndexOf(Begin, at, StringComparison.Ordinal))
        {
            plain.Append(text, at, start - at);
            int body = start + Begin.Length + NumberChars + 2;
            int end = body < text.Length ? text.IndexOf(End, body, StringComparison.Ordinal) : -1;
            int sum = end - NumberChars;
            if (sum < body || Number(text.AsSpan(start + Begin.Length, NumberChars)) is null || Number(text.AsSpan(sum, NumberChars)) is not { } checksum)
            {
                // What looks like a beginning is passed over; without an end nothing further can be one.
                isWhole = false;
                plain.Append(Begin);
                at = start + Begin.Length;
                if (end < 0)
                {
                    break;
                }

                continue;
            }

            ReadOnlySpan<char> block = text.AsSpan(body, sum - body);
            StringBuilder decoded = new(block.Length);
            if (Decode(block, Letters.Bytes, decoded) != checksum)
            {
                // The sum is that of whole letters, so letters of several bytes are told by which reading looks most like code.
                int best = Words(decoded);
                foreach (Letters letters in (Letters[])[Letters.Pairs, Letters.Utf8])
                {
                    StringBuilder other = new(block.Length);
                    Decode(block, letters, other);
                    int words = Words(other);
                    (decoded, best) = words > best ? (other, words) : (decoded, best);
                }

                isWhole &= best * WordChars >= block.Length;
            }

            plain.Append(decoded);
            read++;
            at = end + End.Length;
        }

        plain.Append(text, at, text.Length - at);
        return read == 0 ? null : plain.Replace("Script.Encode", "Script").ToString();
    }

    /// <summary>Decodes a block; letters beyond ASCII stay as they are and count once, however many bytes they have.</summary>
    private static uint Decode(ReadOnlySpan<char> block, Letters letters, StringBuilder plain)
    {
        uint sum = 0;
        for (int i = 0, place = 0; i < block.Length; i++, place++)
        {
            char c = block[i];
            if (c == '@' && i + 1 < block.Length && Escaped(block[i + 1]) is { } escaped)
            {
                c = escaped;
                i++;
            }
            else if (c < 0x80)
            {
                c = Plain[Order[place % Order.Length] - '0'][c];
            }
            else
            {
                for (int more = More(c, letters); more > 0 && i + 1 < block.Length && (letters == Letters.Pairs || block[i + 1] is >= '\u0080' and < '\u00c0'); more--)
                {
                    plain.Append(c);
                    c = block[++i];
                }
            }

            plain.Append(c);
            sum += c;
        }

        return sum;
    }

    private static int More(char first, Letters letters) => letters switch
    {
        Letters.Pairs => first > '\u0080' ? 1 : 0,
        Letters.Utf8 => first >= '\u00f0' ? 3 : first >= '\u00e0' ? 2 : first >= '\u00c0' ? 1 : 0,
        _ => 0,
    };

    /// <summary>How often words of code stand in a text.</summary>
    private static int Words(StringBuilder text)
    {
        int words = 0;
        string whole = text.ToString();
        ReadOnlySpan<char> rest = whole;
        while (rest.IndexOfAny(Common) is >= 0 and int next)
        {
            words++;
            rest = rest[(next + 2)..];
        }

        return words;
    }

    private static char? Escaped(char mark) => mark switch
    {
        '&' => '\n',
        '#' => '\r',
        '*' => '>',
        '!' => '<',
        '$' => '@',
        _ => null,
    };

    /// <summary>Six characters of base64 as a number, its lowest byte first; null when they are no base64.</summary>
    private static uint? Number(ReadOnlySpan<char> digits)
    {
        Span<byte> bytes = stackalloc byte[4];
        return Convert.TryFromBase64String($"{digits}==", bytes, out int written) && written == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : null;
    }

    private static char[] Invert(string alphabet)
    {
        char[] plain = [.. Enumerable.Range(0, 0x80).Select(c => (char)c)];
        for (int i = 0; i < alphabet.Length; i++)
        {
            // Three places hold a mark for characters that are escaped instead; the letter that is written so comes last.
            plain[alphabet[i]] = i == 0 ? Tab : (char)(FirstKept + i);
        }

        return plain;
    }

    /// <summary>How letters beyond ASCII are written.</summary>
    private enum Letters
    {
        Bytes,
        Pairs,
        Utf8,
    }
}
