using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

public sealed class ReplayTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "proxylogon-synthetic", "EX01");

    [Fact]
    public async Task A_replay_is_written_for_people_and_as_json()
    {
        HindcastProgram.Result text = await HindcastProgram.Run(["replay", Sample]);
        HindcastProgram.Result json = await HindcastProgram.Run(["replay", Sample, "--json"]);

        Assert.Equal((0, ""), (text.ExitCode, text.Error));
        Assert.Contains("Pack proxylogon", text.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        using JsonDocument replay = JsonDocument.Parse(json.Output);
        JsonElement pack = replay.RootElement.GetProperty("packs").EnumerateArray().First(p => p.GetProperty("pack").GetString() == "proxylogon");
        Assert.Equal("2021-03-03", pack.GetProperty("known").GetString());
        Assert.True(pack.GetProperty("isDisclosure").GetBoolean());
    }

    [Fact]
    public async Task Evidence_that_is_not_there_is_wrong_usage() => Assert.Equal(2, (await HindcastProgram.Run(["replay", "no-such-folder"])).ExitCode);

    [Fact]
    public async Task Servers_with_a_past_are_scored_without_packs()
    {
        using TempFolder temp = new();
        temp.Write(Path.Combine("scenarios", "unnamed-module.yml"), File.ReadAllBytes(Path.Combine(Repository.Root, "scenarios", "unnamed-module.yml")));
        HindcastProgram.Result scored = await HindcastProgram.Run(
            ["evaluate", "--scenarios", temp.At("scenarios"), "--surprise", "--history", "12", "--scale", "0.001", "--first-seed", "3", "--format", "json"]);

        Assert.Equal((0, ""), (scored.ExitCode, scored.Error));
        using JsonDocument json = JsonDocument.Parse(scored.Output);
        Assert.Equal(1, json.RootElement.GetProperty("summary").GetProperty("seenInADay").GetProperty("of").GetInt32());
    }
}
