using System.Text;
using Hindcast.WebShells;
using Hindcast.WebShells.Flow;
using Hindcast.WebShells.Lexing;
using Hindcast.WebShells.Reading;

namespace Hindcast.Tests.Unit.WebShells;

public sealed class ManyLiteralsTests
{
    [Fact]
    public void Each_literal_is_found_at_each_place_in_either_case()
    {
        HashSet<string> literals = CodeSuspects.TextsOf(PageLanguage.JScript);
        ManyLiterals search = new(literals);
        foreach (string literal in literals)
        {
            ManyLiterals alone = new([literal]);
            for (int before = 0; before < 11; before++)
            {
                for (int behind = 0; behind < 9; behind++)
                {
                    byte[] text = Encoding.Latin1.GetBytes(new string('\u00e9', before) + literal.ToUpperInvariant() + new string('\u00e9', behind));
                    Assert.True(search.In(text), literal);
                    Assert.False(alone.In(text.AsSpan(0, before + literal.Length - 1)), literal);
                    Assert.False(alone.In(text.AsSpan(before + 1)), literal);
                }
            }
        }
    }

    [Fact]
    public void Random_texts_give_what_a_search_for_each_literal_gives()
    {
        string[] literals = ["file", "eval", "le", "valfi", "\\u", "fileva"];
        ManyLiterals search = new(literals);
        Random random = new(5);
        int found = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] text = new byte[random.Next(40)];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (byte)"FIle\\uvA \u0009&,%"[random.Next(13)];
            }

            string chars = Encoding.Latin1.GetString(text);
            bool expected = literals.Any(l => chars.Contains(l, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(expected, search.In(text));
            found += expected ? 1 : 0;
        }

        Assert.InRange(found, 1000, 19_000);
    }

    [Fact]
    public void Characters_that_nobody_sees_are_found_in_bytes_as_in_characters()
    {
        byte[] some = [0xC2, 0xAD, 0xD8, 0x9C, 0xE1, 0xA0, 0x8E, 0xE2, 0x80, 0x8B, 0x81, 0xA4, 0xEF, 0xBB, 0xBF, (byte)'a'];
        Random random = new(3);
        int found = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] text = [.. Enumerable.Range(0, random.Next(12)).Select(_ => some[random.Next(some.Length)])];
            Assert.Equal(FormatCharacters.In(Encoding.Latin1.GetString(text)), FormatCharacters.In(text));
            found += FormatCharacters.In(text) ? 1 : 0;
        }

        Assert.InRange(found, 300, 19_000);
    }
}
