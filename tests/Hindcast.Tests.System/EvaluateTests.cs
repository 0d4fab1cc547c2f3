using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>Simulate, assess, evaluate, as a user would; and the goals on a small subset of scenarios.</summary>
public sealed class EvaluateTests
{
    /// <summary>
    /// Kinds that were right when the scores of docs/evaluation.md were taken, small enough for every run. That page names the
    /// scenarios that are not.
    /// </summary>
    private static readonly string[] Subset =
        ["clean", "scanned", "attempted-after-patch", "late-february", "mass-wave", "january-quiet", "patched-and-still-in", "several-actors", "only-iis", "logs-wiped"];

    [Fact]
    public async Task A_simulated_server_is_assessed_and_scored()
    {
        using TempFolder temp = new();
        string scenario = Path.Combine(Repository.Root, "scenarios", "mass-wave.yml");
        HindcastProgram.Result simulated = await HindcastProgram.Run(["simulate", scenario, "--out", temp.At("sim"), "--seed", "7", "--scale", "0.0005"]);
        Assert.Equal((0, ""), (simulated.ExitCode, simulated.Error));
        HindcastProgram.Result assessed = await HindcastProgram.Run(["assess", temp.At("sim", "evidence"), "--out", temp.At("case"), "--quiet"]);
        Assert.Equal(1, assessed.ExitCode);
        HindcastProgram.Result scored = await HindcastProgram.Run(["evaluate", temp.At("case"), temp.At("sim", "truth.json"), "--format", "json"]);
        Assert.Equal((0, ""), (scored.ExitCode, scored.Error));
        using JsonDocument json = JsonDocument.Parse(scored.Output);
        JsonElement verdict = json.RootElement.GetProperty("cases")[0].GetProperty("verdict");
        Assert.Equal("used", verdict.GetProperty("said").GetString());
        Assert.Equal("used", verdict.GetProperty("happened").GetString());
    }

    [Fact]
    public async Task Goals_hold_on_a_subset_of_scenarios()
    {
        using TempFolder temp = new();
        foreach (string name in Subset)
        {
            temp.Write(Path.Combine("scenarios", name + ".yml"), File.ReadAllBytes(Path.Combine(Repository.Root, "scenarios", name + ".yml")));
        }

        HindcastProgram.Result run = await HindcastProgram.Run(
            ["evaluate", "--scenarios", temp.At("scenarios"), "--servers", "20", "--first-seed", "40", "--scale", "0.0005", "--format", "json"]);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement summary = json.RootElement.GetProperty("summary");
        Assert.Equal(20, summary.GetProperty("servers").GetInt32());
        Assert.Equal(0, summary.GetProperty("falseAlarms").GetProperty("count").GetInt32());
        JsonElement found = summary.GetProperty("found");
        Assert.Equal(found.GetProperty("of").GetInt32(), found.GetProperty("count").GetInt32());
        JsonElement first = summary.GetProperty("firstToTheMinute");
        Assert.Equal(first.GetProperty("of").GetInt32(), first.GetProperty("count").GetInt32());
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("simulate", "nothing.yml", "--out", "x")]
    [InlineData("evaluate", "only-one")]
    [InlineData("evaluate", "--scenarios", "no-such-folder")]
    public async Task Wrong_usage_is_said_with_exit_code_2(params string[] arguments)
    {
        HindcastProgram.Result run = await HindcastProgram.Run(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("hindcast: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }
}
