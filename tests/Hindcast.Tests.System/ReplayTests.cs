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
    public async Task A_pack_that_is_not_there_cannot_be_left_out() =>
        Assert.Equal(2, (await HindcastProgram.Run(["replay", Sample, "--without", "no-such-pack"])).ExitCode);

    [Fact]
    public async Task Servers_with_a_past_are_scored_with_all_packs_but_that_of_their_campaign()
    {
        using TempFolder temp = new();
        temp.Write(Path.Combine("scenarios", "mass-wave.yml"), File.ReadAllBytes(Path.Combine(Repository.Root, "scenarios", "mass-wave.yml")));
        HindcastProgram.Result scored = await HindcastProgram.Run(
            ["evaluate", "--scenarios", temp.At("scenarios"), "--surprise", "--leave-one-out", "--history", "12", "--scale", "0.001", "--first-seed", "3", "--format", "json"]);

        Assert.Equal((0, ""), (scored.ExitCode, scored.Error));
        using JsonDocument json = JsonDocument.Parse(scored.Output);
        JsonElement server = Assert.Single(json.RootElement.GetProperty("servers").EnumerateArray());
        Assert.Equal("proxylogon", server.GetProperty("campaign").GetString());
        Assert.Equal("2021-03-03", server.GetProperty("packKnown").GetString());
        Assert.InRange(server.GetProperty("hoursToSeen").GetDouble(), 0, 24);
    }

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
