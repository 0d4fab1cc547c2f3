using System.Text;
using CsCheck;
using Hindcast.Formats.Matching;

namespace Hindcast.Tests.Unit.Formats.Matching;

public sealed class LiteralSetTests
{
    private static readonly VectorPath[] Paths = Enum.GetValues<VectorPath>();

    /// <summary>Alphabets from pathological (one letter) to every character of one byte but the line feed.</summary>
    private static readonly string[] Alphabets =
    [
        "a",
        "aA",
        "aAb\0",
        "abc/.\u0080",
        "kK0P[{@`",
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/.?&=%$ ",
        string.Concat(Enumerable.Range(0, 128).Where(c => c != '\n').Select(c => (char)c)),
    ];

    [Fact]
    public void All_paths_agree_with_the_obvious_search_on_random_blocks()
    {
        Gen<(string[] Literals, byte[] Block)> cases =
            from alphabet in Gen.OneOf(Alphabets)
            from longest in Gen.OneOf(1, 2, 4, 9, 40, 200)
            from literals in Gen.Char[alphabet].Array[1, longest].Select(c => new string(c)).Array[1, 40]
            from block in Gen.OneOf(Gen.Char[alphabet], Gen.Char[alphabet], Gen.Char[alphabet + "\n"]).Array[0, 400]
            from planted in Gen.Select(Gen.Int[0, literals.Length - 1], Gen.Int[0, 400]).Array[0, 3]
            select (literals, Plant(block, literals, planted));
        cases.Sample(c => CheckAllPaths(c.Literals, c.Block), iter: 4000);
    }

    [Fact]
    public void Large_sets_agree_with_the_obvious_search_on_long_blocks()
    {
        Gen<(string[] Literals, byte[] Block)> cases =
            from alphabet in Gen.OneOf(Alphabets[^4..])
            from shortest in Gen.OneOf(1, 3, 5)
            from literals in Gen.Char[alphabet].Array[shortest, 12].Select(c => new string(c)).Array[60, 120]
            from block in Gen.OneOf(Gen.Const('.'), Gen.Char[alphabet + "\n"]).Array[900, 4000]
            from planted in Gen.Select(Gen.Int[0, literals.Length - 1], Gen.Int[0, 4000]).Array[0, 12]
            select (literals, Plant(block, literals, planted));
        cases.Sample(c => CheckAllPaths(c.Literals, c.Block), iter: 300);
    }

    [Fact]
    public void A_large_set_finds_a_literal_at_every_place_of_a_long_block()
    {
        string[] literals = [.. Enumerable.Range(0, 100).Select(i => $"/aspnet_client/x{i * 7919}.aspx")];
        foreach (VectorPath path in Paths)
        {
            LiteralSet set = LiteralSet.Compile(literals, path);
            using GuardedBytes memory = new();
            Span<byte> block = memory.AtEnd(2200);
            for (int at = 0; at + 30 <= block.Length; at++)
            {
                block.Fill((byte)'x');
                byte[] literal = Encoding.ASCII.GetBytes(literals[at % literals.Length]);
                literal.CopyTo(block[at..]);
                Assert.Equal(at, set.IndexOfAny(block, out int which));
                Assert.Equal(at % literals.Length, which);
            }
        }
    }

    [Fact]
    public void All_paths_agree_on_every_block_length_around_the_vector_sizes()
    {
        string[][] sets = [["needle"], ["x"], ["qz"], ["abc", "needle"], ["needle", "e", "dle!"], ["0123456789abcdef0123456789abcdef0123"]];
        foreach (string[] literals in sets)
        {
            for (int length = 0; length <= 260; length++)
            {
                for (int at = -1; at <= length; at += 3)
                {
                    char[] block = [.. Enumerable.Repeat('.', length)];
                    CheckAllPaths(literals, Plant(block, literals, at < 0 ? [] : [(0, at)]));
                }
            }
        }
    }

    [Fact]
    public void Nothing_outside_the_block_is_read_or_matched()
    {
        using GuardedBytes memory = new();
        string[] many = ["needle", .. Enumerable.Range(0, 80).Select(i => $"dl{i}.e")];
        string[][] sets = [["needle"], ["n"], ["need", "e!"], ["needle", "dle.needle", "0.1", ".../"], many];
        foreach (string[] literals in sets)
        {
            foreach (VectorPath path in Paths)
            {
                LiteralSet set = LiteralSet.Compile(literals, path);
                for (int length = 0; length <= 1300; length += length is < 300 or >= 1000 ? 1 : 100)
                {
                    Span<byte> end = memory.AtEnd(length);
                    end.Fill((byte)'.');
                    NaiveLiterals.Check(set, literals, end);
                    Encoding.ASCII.GetBytes("needl").AsSpan(0, int.Min(5, length)).CopyTo(end[int.Max(0, length - 5)..]);
                    NaiveLiterals.Check(set, literals, end);

                    // The rest of the literal right after the block must not complete a match.
                    Span<byte> start = memory.AtStart(length + 1);
                    start.Fill((byte)'.');
                    Encoding.ASCII.GetBytes("needl").AsSpan(0, int.Min(5, length)).CopyTo(start[int.Max(0, length - 5)..]);
                    start[length] = (byte)'e';
                    NaiveLiterals.Check(set, literals, start[..length]);
                }
            }
        }
    }

    [Fact]
    public void Every_byte_value_is_told_apart_from_every_literal_character()
    {
        for (int c = 0; c < 128; c++)
        {
            if (c == '\n')
            {
                continue;
            }

            string[][] sets = [[$"{(char)c}"], [$"{(char)c}", "~never~"], [$"xy{(char)c}z", "~never~"]];
            foreach (string[] literals in sets)
            {
                byte[] block = new byte[256 * 48];
                for (int value = 0; value < 256; value++)
                {
                    Span<byte> line = block.AsSpan(value * 48, 48);
                    line.Fill((byte)'\n');
                    line[7] = (byte)'x';
                    line[8] = (byte)'Y';
                    line[9] = (byte)value;
                    line[10] = (byte)'Z';
                }

                CheckAllPaths(literals, block);
            }
        }
    }

    [Fact]
    public void Thousands_of_literals_are_found_each_by_itself()
    {
        Random random = new(7);
        string[] literals = [.. Enumerable.Range(0, 5000).Select(_ => RandomText(random, random.Next(1, 4) == 1 ? random.Next(4, 9) : random.Next(9, 200)))];
        foreach (VectorPath path in Paths)
        {
            LiteralSet set = LiteralSet.Compile(literals, path);
            foreach (string literal in literals)
            {
                byte[] block = Encoding.ASCII.GetBytes($"..{literal.ToUpperInvariant()}{new string('.', 80)}\n");
                Assert.Equal(1, set.CountMatchingLines(block));
            }
        }
    }

    [Fact]
    public void Letters_beyond_ASCII_match_as_given_small_and_capital()
    {
        foreach (VectorPath path in Paths)
        {
            LiteralSet set = LiteralSet.Compile(["Straße/Grün", "ERREUR RETOURNÉE", "日本"], path);
            string[] lines = ["x STRAßE/GRÜN", "x straße/grün", "le serveur: erreur retournée", "-日本-", "strase/grun", "Straße/gr\u00DDn"];
            int[] found = [.. lines.Select(line => set.CountMatchingLines(Encoding.UTF8.GetBytes(line + new string(' ', 90))))];
            Assert.Equal([1, 1, 1, 1, 0, 0], found);
        }
    }

    [Fact]
    public void A_hit_names_the_literal_and_its_place_and_one_hit_stands_for_a_line()
    {
        LiteralSet set = LiteralSet.Compile(["shell.aspx", "ServerInfo~"]);
        byte[] block = "a SHELL.ASPX shell.aspx\r\nnothing\r\nx serverinfo~y\r\n"u8.ToArray();
        LineHits hits = default;
        set.FindLines(block, ref hits);
        Assert.Equal([new LiteralHit(2, 0), new LiteralHit(36, 1)], hits.Span.ToArray());
        hits.Clear();
        Assert.Equal(0, hits.Count);
    }

    [Fact]
    public void A_set_without_literals_finds_nothing()
    {
        LiteralSet set = LiteralSet.Compile([]);
        Assert.Equal(0, set.CountMatchingLines("abc\n"u8));
        Assert.Equal(-1, set.IndexOfAny("abc\n"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    public void A_literal_that_cannot_be_in_a_line_is_refused(string literal) =>
        Assert.Throws<ArgumentException>(() => LiteralSet.Compile(["good", literal]));

    private static void CheckAllPaths(string[] literals, byte[] block)
    {
        LiteralHit[]? first = null;
        foreach (VectorPath path in Paths)
        {
            LiteralHit[] hits = NaiveLiterals.Check(LiteralSet.Compile(literals, path), literals, block);
            first ??= hits;
            Assert.Equal(first, hits);
        }
    }

    private static byte[] Plant(char[] block, string[] literals, (int Literal, int At)[] planted)
    {
        foreach ((int literal, int at) in planted)
        {
            string text = literals[literal];
            for (int i = 0; i < text.Length && at + i < block.Length; i++)
            {
                block[at + i] = (at & 1) == 0 ? text[i] : char.ToUpperInvariant(text[i]);
            }
        }

        return Encoding.UTF8.GetBytes(block);
    }

    private static string RandomText(Random random, int length)
    {
        char[] text = new char[length];
        for (int i = 0; i < length; i++)
        {
            text[i] = (char)random.Next(' ', '\u007F');
        }

        return new string(text);
    }
}
