using System.Diagnostics;
using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>Real evidence from the shared data: benign fragments give no compromise, posted victim hits give what they were.</summary>
public sealed class RealFragmentTests
{
    [Theory]
    [InlineData("artefacts.help-CC0", 3, "none")] // open on 109 days of which these single files hold nothing
    [InlineData("elastic-integrations", 0, "none")]
    [InlineData("plaso", 0, "none")]
    [InlineData("velociraptor", 1, "reached")] // its IIS log holds ProxyShell requests that were answered with 200
    [InlineData("writeups", 1, "reached")]
    [InlineData("msqna/302014.HttpProxy.selected.csv", 0, "attempted")]
    [InlineData("msqna/309846.HttpProxy.selected.txt", 1, "reached")]
    public async Task Fragment_gets_the_verdict_that_its_facts_bear_out(string fragment, int exitCode, string outcome)
    {
        using TempFolder temp = new();
        string folder = Unpack("exchange-fragments.tar.xz", temp);

        HindcastProgram.Result run = await HindcastProgram.Run(
            ["assess", Path.Combine(folder, "exchange-fragments", fragment), "--out", temp.At("case"), "-q"]);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(temp.At("case", "assessment.json")));
        Assert.Equal(outcome, json.RootElement.GetProperty("verdict").GetProperty("outcome").GetString());
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Fact]
    public async Task The_posted_victim_is_graded_with_the_reason_that_later_steps_prove_earlier_ones()
    {
        using TempFolder temp = new();
        string folder = Unpack("exchange-fragments.tar.xz", temp);
        HindcastProgram.Result run = await HindcastProgram.Run(
            ["assess", Path.Combine(folder, "exchange-fragments", "msqna", "309846.HttpProxy.selected.txt"), "--out", temp.At("case")]);

        Assert.Contains("Each of these steps needs what the one before it brought back", run.Output, StringComparison.Ordinal);
        Assert.Contains("an effect on the server is not proven", run.Output, StringComparison.Ordinal);
        Assert.Contains("No ECP Server logs in the evidence", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Real_benign_server_pages_are_no_web_shells()
    {
        using TempFolder temp = new();
        string folder = Unpack("benign-web.tar.xz", temp);
        string root = temp.At("server", "C", "inetpub", "wwwroot");
        Directory.CreateDirectory(root);
        Directory.Move(folder, Path.Combine(root, "apps"));

        await HindcastProgram.Run(["assess", temp.At("server"), "--out", temp.At("case"), "-q"]);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(temp.At("case", "assessment.json")));
        Assert.True(json.RootElement.GetProperty("files").GetArrayLength() > 4000);
        Assert.NotEqual("succeeded", json.RootElement.GetProperty("verdict").GetProperty("outcome").GetString());
    }

    private static string Unpack(string archive, TempFolder temp)
    {
        if (Repository.SharedData is not { } data)
        {
            Assert.Skip("shared data is not here (../shared/data or HINDCAST_SHARED)");
            return "";
        }

        string target = temp.At("unpacked");
        Directory.CreateDirectory(target);
        using Process tar = Process.Start("tar", ["xJf", Path.Combine(data, archive), "-C", target]);
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        return target;
    }
}
