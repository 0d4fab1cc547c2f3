using System.Text;
using Hindcast.Formats.Archives;

namespace Hindcast.Tests.Unit.Formats.Archives;

/// <summary>Names on disk are kept and shown without loss.</summary>
public sealed class DiskNameTests
{
    /// <summary>Pieces that could be mistaken for one another, alone or put together.</summary>
    private static readonly byte[][] Pieces =
    [
        [0xE9], [0xE8], [0xC3], [0xA9], [0xED], [0xA0], [0x80], [0xF0, 0x9F, 0x98, 0x80], [0xE2, 0x80, 0xAE], [0xEF, 0xBF, 0xBD], [0x1B], [0x0A],
        "%"u8.ToArray(), "x"u8.ToArray(), "E"u8.ToArray(), "9"u8.ToArray(), "%xE9"u8.ToArray(), "%25"u8.ToArray(), "!"u8.ToArray(), " "u8.ToArray(),
    ];

    [Fact]
    public void Every_name_comes_back_and_no_two_are_shown_alike()
    {
        Dictionary<string, string> shownOf = [];
        foreach (byte[] name in Names(4))
        {
            string text = DiskName.From(name);
            byte[] back = new byte[name.Length + 4];
            Assert.True(DiskName.TryWrite(text, back, out int written));
            Assert.True(name.AsSpan().SequenceEqual(back.AsSpan(0, written)), Convert.ToHexString(name));

            string shown = DiskName.Shown(text);
            Assert.Equal(text, DiskName.FromShown(shown));
            Assert.Equal(text, shownOf.TryGetValue(shown, out string? other) ? other : text);
            shownOf[shown] = text;
            Assert.DoesNotContain(shown, c => char.IsControl(c) || c == '\u202E');
            Assert.False(shown.EndsWith('!'));
            Assert.Equal(shown, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(shown)));
        }
    }

    [Theory]
    [InlineData("web.config", "web.config")]
    [InlineData("café", "café")]
    [InlineData("报告 😀.aspx", "报告 😀.aspx")]
    [InlineData("100%.txt", "100%.txt")]
    [InlineData("a%2Fb", "a%2Fb")]
    [InlineData("%xg9", "%xg9")]
    [InlineData("%xe9", "%xe9")]
    [InlineData("%xE9", "%x25xE9")]
    [InlineData("go!", "go%x21")]
    [InlineData("go!go", "go!go")]
    [InlineData("a\nb\u001b[31m", "a%x0Ab%x1B[31m")]
    [InlineData("exe\u202Etxt\u200B", "exe%xE2%x80%xAEtxt%xE2%x80%x8B")]
    public void Only_what_cannot_be_shown_is_escaped(string name, string shown) => Assert.Equal(shown, DiskName.Shown(name));

    [Fact]
    public void Half_a_character_of_a_name_of_Windows_is_escaped() => Assert.Equal("half %xED%xA0%xBD of a pair", DiskName.Shown("half \uD83D of a pair"));

    [Fact]
    public void A_name_for_which_there_is_no_room_is_not_written()
    {
        Assert.False(DiskName.TryWrite("longer", new byte[5], out _));
        Assert.False(DiskName.TryWrite(DiskName.From([0xE9, 0xE9]), new byte[1], out _));
    }

    private static IEnumerable<byte[]> Names(int pieces)
    {
        List<byte[]> last = [[]];
        for (int length = 1; length <= pieces; length++)
        {
            last = [.. last.SelectMany(name => Pieces.Select(piece => (byte[])[.. name, .. piece]))];
            foreach (byte[] name in last)
            {
                yield return name;
            }
        }
    }
}
