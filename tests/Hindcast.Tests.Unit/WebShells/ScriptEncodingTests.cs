using System.Text;
using Hindcast.WebShells;
using Hindcast.WebShells.Reading;

namespace Hindcast.Tests.Unit.WebShells;

/// <summary>Pages encoded with Microsoft's script encoder. What is in them does not compile.</summary>
public sealed class ScriptEncodingTests
{
    /// <summary>A page that would run what it is sent, if it compiled.</summary>
    private const string Runs =
        "#@~^agAAAA==9b:~bx\u007fDY=PbU+MY~',In5!+/DcJbx+MOV+HJ*@#@&qW~bxnDD~@!@*PEE,KtnU,Y4kk~9WnkP\tWY,mKhwbVnP*Pl~A6+1;Y\u007fPk\tn.Y,@$SCEAAA==^#~@";

    private const string Shows = "#@~^UQAAAA==]\u007f/2Kxk+RqDbO+,Ju+^VGS,mW\tOWkWJ=~]2tPDl8dCU9P=\"[y]L`bM3~O &ZF+&WX+G0O)p'g]T%m=PuN9hcAAA==^#~@";

    [Fact]
    public void An_encoded_block_is_read_with_its_checksum()
    {
        string? plain = ScriptEncoding.Decode($"<%@ Language=VBScript.Encode %><%{Runs}%>", out int first, out bool isWhole);
        Assert.Equal("<%@ Language=VBScript %><%Dim inert: inert = Request(\"inertkey\")\r\nIf inert <> \"\" Then this does not compile ) : Execute inert @%>", plain);
        Assert.Equal((33, true), (first, isWhole));
    }

    [Fact]
    public void Code_in_an_encoded_page_is_judged()
    {
        PageReport report = Scan($"<%@ Language=VBScript.Encode %>\r\n<%{Runs}%>");
        Assert.Equal(PageVerdict.WebShell, report.Verdict);
        Assert.Contains(report.Signs, s => s.Reason == "runs text as code" && s.FromRequest && s.Line == 2);
        Assert.Equal(["inertkey"], report.Keys);
    }

    [Fact]
    public void A_harmless_page_is_no_web_shell_for_being_encoded()
    {
        PageReport report = Scan($"<%@ Language=VBScript.Encode %><%{Shows}%>");
        Assert.Equal((PageVerdict.Unusual, "is encoded with Microsoft's script encoder"), (report.Verdict, Assert.Single(report.Signs).Reason));
    }

    [Fact]
    public void What_cannot_be_read_stays_a_sign_of_its_own()
    {
        PageReport report = Scan("<%@ Language=VBScript.Encode %><%#@~^AAAAAA==this does not end%>");
        Assert.Equal(PageVerdict.LikelyWebShell, report.Verdict);
        Assert.Null(ScriptEncoding.Decode("#@~^", out _, out bool isWhole));
        Assert.False(isWhole);
    }

    [Fact]
    public void Letters_of_two_and_three_bytes_count_once()
    {
        foreach (Encoding encoding in (Encoding[])[Encoding.UTF8, Encoding.Latin1])
        {
            // The same place in the alphabets comes round every 64 letters; a comment of such letters stands before the code.
            string comment = encoding == Encoding.UTF8 ? string.Concat(Enumerable.Repeat("\u00e4\u00b8\u00ad", 64)) : new string('\u00d6', 128);
            string block = Runs.Replace("==9b:~", $"=={comment}9b:~", StringComparison.Ordinal);
            Assert.Contains("Request(\"inertkey\")", ScriptEncoding.Decode(block, out _, out _), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("#@~^")]
    [InlineData("#@~^AAAAAA==")]
    [InlineData("#@~^AAAAAA==AAAAAA==^#~@")]
    [InlineData("#@~^AAAAAA==@AAAAAA==^#~@")]
    public void A_page_of_nothing_but_beginnings_is_read_in_bounded_time(string unit)
    {
        string page = string.Concat(Enumerable.Repeat(unit, ServerPageScanner.WindowBytes / unit.Length));
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        _ = Scan($"<% {page} %>");
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    [Fact]
    public void Damage_neither_throws_nor_hangs()
    {
        for (int i = 0; i < Runs.Length; i++)
        {
            _ = ScriptEncoding.Decode(Runs[..i], out _, out _);
            _ = ScriptEncoding.Decode(Runs.Remove(i, 1), out _, out _);
            _ = ScriptEncoding.Decode(Runs.Insert(i, "\u00ff"), out _, out _);
        }
    }

    private static PageReport Scan(string page) => ServerPageScanner.Scan(Encoding.Latin1.GetBytes(page), "x.asp");
}
