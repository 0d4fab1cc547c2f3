using System.Runtime.InteropServices;
using Hindcast.WebShells.Flow;
using Hindcast.WebShells.Lexing;
using Hindcast.WebShells.Reading;

namespace Hindcast.WebShells.Judging;

/// <summary>Signs that a page hides what it does, whatever it does.</summary>
internal static class Obfuscation
{
    /// <summary>Weight of an encoding that was not undone.</summary>
    internal const int UndecodedWeight = 58;

    private const int LongText = 600;
    private const int FewBitTexts = 3;

    /// <summary>Letters and digits of 100 visible characters of which code has more.</summary>
    private const int FewLetters = 22;

    /// <summary>1 for letters and digits of ASCII, by character; the last place is for all others.</summary>
    private static readonly byte[] Letters = [.. Enumerable.Range(0, 129).Select(c => (byte)(char.IsAsciiLetterOrDigit((char)c) ? 1 : 0))];

    internal static List<FoundSign> Signs(string text, List<ScriptToken> tokens, IGrouping<PageLanguage, CodeStretch> group)
    {
        PageLanguage language = group.Key;
        List<FoundSign> signs = [];
        int encoded = text.IndexOf(ScriptEncoding.Begin, StringComparison.Ordinal);
        if (encoded >= 0)
        {
            signs.Add(new FoundSign(encoded, PageCapability.Hides, "is encoded with Microsoft's script encoder", UndecodedWeight, false));
        }

        foreach (ref readonly ScriptToken token in CollectionsMarshal.AsSpan(tokens))
        {
            if (token.Kind == TokenKind.Text && token.Text.Length >= LongText && IsDense(token.Text))
            {
                signs.Add(new FoundSign(token.Position, PageCapability.Hides, "holds a long encoded text", language == PageLanguage.Php ? 16 : 30, false));
                break;
            }
        }

        if (language == PageLanguage.Php && IsAlmostWithoutLetters(text, group))
        {
            signs.Add(new FoundSign(group.First().Start, PageCapability.Hides, "is code almost without letters", 74, false));
        }

        return signs;
    }

    private static bool IsAlmostWithoutLetters(string text, IEnumerable<CodeStretch> code)
    {
        long letters = 0, others = 0, dollars = 0, left = code.Sum(s => (long)s.End - s.Start);
        foreach (CodeStretch stretch in code)
        {
            int next = stretch.Start;
            while (next < stretch.End)
            {
                // Ordinary code has so many letters that the rest need not be looked at.
                if (letters * 100 >= (others + left) * FewLetters)
                {
                    return false;
                }

                ReadOnlySpan<char> some = text.AsSpan(next, Math.Min(stretch.End - next, 256));
                foreach (char c in some)
                {
                    letters += Letters[Math.Min(c, (char)(Letters.Length - 1))];
                    others += c is > ' ' ? 1 : 0;
                }

                dollars += some.Count('$');
                next += some.Length;
                left -= some.Length;
            }
        }

        return others > 30 && dollars > 3 && letters * 100 < others * FewLetters;
    }

    /// <summary>
    /// PHP can mix texts bit by bit, and takes a bare word for a text: 'a|x' ^ Qw7. No honest page does; shells spell the names of functions so.
    /// </summary>
    /// <param name="tokens">Tokens before anything was folded.</param>
    internal static FoundSign? BitTexts(List<ScriptToken> tokens)
    {
        int count = 0;
        ReadOnlySpan<ScriptToken> all = CollectionsMarshal.AsSpan(tokens);
        for (int i = 1; i + 1 < all.Length; i++)
        {
            if (all[i] is { Kind: TokenKind.Mark, Text: ['^' or '|' or '&'] } && !all[i - 1].IsFolded)
            {
                ScriptToken right = tokens[i + 1].Is('~') && i + 2 < tokens.Count ? tokens[i + 2] : tokens[i + 1];
                bool left = tokens[i - 1].Kind == TokenKind.Text;
                count += (left && IsText(right)) || (right.Kind == TokenKind.Text && IsText(tokens[i - 1])) ? 1 : 0;
                if (count == FewBitTexts)
                {
                    return new FoundSign(tokens[i].Position, PageCapability.Hides, "puts texts together bit by bit", 70, false);
                }
            }
        }

        return null;
    }

    private static bool IsText(ScriptToken token) => token.Kind == TokenKind.Text || (token.Kind == TokenKind.Name && !token.Text.StartsWith('$'));

    /// <summary>True for base64, hexadecimal digits or bytes that are no words.</summary>
    private static bool IsDense(string text)
    {
        int blanks = 0, digits = 0, upper = 0;
        foreach (char c in text.AsSpan(0, LongText))
        {
            blanks += c is ' ' or '\n' or '<' or '>' or ';' ? 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            upper += char.IsAsciiLetterUpper(c) || c > 0x7F ? 1 : 0;
        }

        return blanks < LongText / 60 && digits > LongText / 40 && upper + digits > LongText / 4;
    }
}
