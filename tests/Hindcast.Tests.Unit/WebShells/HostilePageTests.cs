using System.Diagnostics;
using System.Text;
using CsCheck;
using Hindcast.WebShells;

namespace Hindcast.Tests.Unit.WebShells;

/// <summary>Pages made to hang or break their reader.</summary>
public sealed class HostilePageTests
{
    private const int MostSeconds = 20;

    public static TheoryData<string, string, string> Bombs => new()
    {
        { "brackets.aspx", "(", "<%@ Page Language=\"C#\" %><% Process.Start(Request[\"a\"] " },
        { "braces.aspx", "void f(string a){g(a);", "<%@ Page Language=\"C#\" %><% Process.Start(Request[\"a\"]); " },
        { "concat.asp", "a=a&\"x\":", "<% execute " },
        { "joined.asp", "\"abcdefghij\"&", "<% execute " },
        { "chain.aspx", "a.", "<%@ Page Language=\"C#\" %><% Process.Start(Request[\"a\"]); " },
        { "assign.aspx", "a=", "<%@ Page Language=\"C#\" %><% Process.Start(Request[\"a\"]); b=" },
        { "calls.php", "f(", "<?php eval($_POST['a']);" },
        { "tags.aspx", "<%a%>", "<% eval " },
        { "scripts.aspx", "<script runat=server ", "<% eval " },
        { "inputs.aspx", "<input runat id=", "<% eval " },
        { "directives.aspx", "<%@ language ", "<% eval " },
        { "newlines.aspx", "\n", "<% dim process " },
        { "at.cshtml", "@{", "@{ process " },
        { "heredoc.php", "<<<A\n", "<?php eval($a);" },
        { "interpolate.php", "$a{$b", "<?php eval(\"" },
        { "functions.php", "function f($a){", "<?php eval($_POST['a']);" },
        { "replace.asp", "replace(\"aaaaaaaaaa\",\"a\",\"aaaaaaaaaa\")&", "<% execute " },
        { "chr.asp", "chr(65)&", "<% execute " },
        { "dumps.aspx", "ExternalUrl : InternalUrl : Server : ", "<% eval " },
        { "logon.aspx", "fetch(", "<% eval auth.owa username password " },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Bomb_is_read_in_bounded_time(string name, string unit, string before)
    {
        StringBuilder page = new(before);
        while (page.Length < ServerPageScanner.WindowBytes)
        {
            page.Append(unit);
        }

        long start = Stopwatch.GetTimestamp();
        _ = ServerPageScanner.Scan(Encoding.Latin1.GetBytes(page.ToString()), name);
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < MostSeconds, $"{name}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
    }

    [Fact]
    public void Layers_of_encoding_end()
    {
        string code = "this does not compile ) ; system($_GET['inertkey']);";
        for (int i = 0; i < 40; i++)
        {
            code = $"eval(base64_decode('{Convert.ToBase64String(Encoding.Latin1.GetBytes(code))}'));";
            if (code.Length > 200_000)
            {
                break;
            }
        }

        PageReport report = ServerPageScanner.Scan(Encoding.Latin1.GetBytes("<?php " + code), "layers.php");
        Assert.True(report.Verdict >= PageVerdict.LikelyWebShell);
    }

    [Fact]
    public void Every_prefix_and_changed_byte_of_every_page_is_read()
    {
        foreach ((string name, string text) in InertPages.All)
        {
            byte[] page = Encoding.Latin1.GetBytes(text);
            for (int length = 0; length < page.Length; length++)
            {
                _ = ServerPageScanner.Scan(page.AsSpan(0, length), name);
            }

            for (int at = 0; at < page.Length; at++)
            {
                byte before = page[at];
                page[at] ^= 0x11;
                _ = ServerPageScanner.Scan(page, name);
                page[at] = before;
            }
        }
    }

    [Fact]
    public void Any_soup_of_code_gives_a_report_that_holds_together()
    {
        string[] pieces =
        [
            "<%", "%>", "<?php ", "?>", "@{", "}", "{", "(", ")", "[", "]", "\"", "'", "`", "\\u0065", "\\x41", "eval", "execute ", "Request", "$_POST", "$a", "=", "+", "&", ".", ";",
            "\n", "Process", "Start", "function f(", "chr(", "65", "base64_decode(", "'YWJj'", "new ", "<script runat=server language=JScript>", "</script>", ",", "<<<A\n", "A", "/*", "*/", "//", "as ", "in ", "return ", "~", "^",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 120].Sample(
            indexes =>
            {
                string text = string.Concat(indexes.Select(i => pieces[i]));
                byte[] bytes = Encoding.Latin1.GetBytes("<% eval " + text);
                foreach (string name in (string[])["a.aspx", "a.asp", "a.php", "a.jsp", "a.cshtml"])
                {
                    PageReport report = ServerPageScanner.Scan(bytes, name);
                    if (report.Signs.Any(s => s.OffsetBytes < 0 || s.OffsetBytes > bytes.Length || s.Line < 0) || report.Score is < 0 or > 100)
                    {
                        return false;
                    }
                }

                return true;
            }, iter: 3000, threads: 1);
    }
}
