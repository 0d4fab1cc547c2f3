using System.Text;
using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>The search for web shells in any folder.</summary>
public sealed class PagesTests
{
    /// <summary>Does not compile, so no server would run it.</summary>
    private const string Inert = "<%@ Page Language=\"Jscript\"%>\n<%\nthis test page does not compile ) ;\neval(Request.Item[\"inertkey\"],\"unsafe\");%>";

    [Fact]
    public async Task Web_shell_is_listed_with_line_and_reason_and_leaves_with_1()
    {
        using TempFolder temp = new();
        temp.Write("site/inert.aspx", Encoding.UTF8.GetBytes(Inert));
        temp.Write("site/default.aspx", Encoding.UTF8.GetBytes("<%@ Page Language=\"C#\" %><html></html>"));
        HindcastProgram.Result run = await HindcastProgram.Run(["pages", temp.At("site")]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("webshell", run.Output, StringComparison.Ordinal);
        Assert.Contains("line 4: runs text as code (from the request): eval(Request.Item", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("default.aspx", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 files looked at, 1 page shown.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_lines_carry_verdict_keys_and_signs()
    {
        using TempFolder temp = new();
        temp.Write("site/inert.aspx", Encoding.UTF8.GetBytes(Inert));
        HindcastProgram.Result run = await HindcastProgram.Run(["pages", temp.At("site"), "--format", "jsonl", "-q"]);

        using JsonDocument page = JsonDocument.Parse(run.Output);
        Assert.Equal("webshell", page.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("inertkey", page.RootElement.GetProperty("keys")[0].GetString());
        Assert.Equal(4, page.RootElement.GetProperty("signs")[0].GetProperty("line").GetInt32());
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Folder_without_web_shells_leaves_with_0_and_a_missing_one_with_2()
    {
        using TempFolder temp = new();
        temp.Write("site/default.aspx", Encoding.UTF8.GetBytes("<%@ Page Language=\"C#\" %><html></html>"));

        HindcastProgram.Result clean = await HindcastProgram.Run(["pages", temp.At("site")]);
        HindcastProgram.Result missing = await HindcastProgram.Run(["pages", temp.At("nothing")]);
        Assert.Equal((0, ""), (clean.ExitCode, clean.Output));
        Assert.Equal(2, missing.ExitCode);
    }
}
