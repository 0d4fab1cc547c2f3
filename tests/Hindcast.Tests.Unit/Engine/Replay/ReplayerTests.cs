using System.Text.Json;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Engine.Replay;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Simulation;

namespace Hindcast.Tests.Unit.Engine.Replay;

public sealed class ReplayerTests
{
    private static readonly string Packs = Path.Combine(Checkout.Root, "packs");

    [Fact]
    public void An_intrusion_of_January_would_have_been_seen_weeks_before_the_pack_could_speak()
    {
        using SimulatedServer server = new(Checkout.Read("scenarios/january-quiet.yml"), seed: 7, scale: 0.002, historyDays: 14);

        ReplayReport one = Run(server, 1);
        ReplayReport four = Run(server, 4);

        Assert.Equal(JsonSerializer.Serialize(one), JsonSerializer.Serialize(four));
        DateOnly reached = server.Truth.Intrusions[0].FirstReached!.Value.Day;
        Assert.Equal(reached, one.SeenThatMatters);
        Assert.Equal(new DateOnly(2021, 3, 2).DayNumber - reached.DayNumber, one.DaysBeforeDisclosure);
        Assert.NotEmpty(one.Matter);
        ReplayPack pack = Assert.Single(one.Packs, p => p.Pack == "proxylogon");
        Assert.Equal(new DateOnly(2021, 3, 3), pack.Speaks);
        Assert.Equal(reached, pack.FirstMatch);
        Assert.True(pack.IsDisclosure);
        Assert.False(pack.IsInEvidence);
    }

    [Fact]
    public void Rules_of_a_pack_without_a_campaign_count_from_the_date_that_stands_in_them()
    {
        using SimulatedServer server = new(Checkout.Read("scenarios/january-quiet.yml"), seed: 7, scale: 0.002);

        ReplayPack[] packs = [.. Run(server, 2).Packs.Where(p => !p.IsDisclosure)];

        Assert.NotEmpty(packs);
        Assert.All(packs, p => Assert.True(p.Known.Year >= 2026 && p.Speaks == p.Known && !p.IsInEvidence));
    }

    [Fact]
    public void Without_a_past_nothing_unusual_is_said()
    {
        using SimulatedServer server = new(Checkout.Read("scenarios/clean.yml"), seed: 4, scale: 0.001);

        ReplayReport report = Run(server, 2);

        Assert.True(report.Unusual.DaysJudged <= 1);
        Assert.Null(report.SeenThatMatters);
        Assert.Null(report.DaysBeforeDisclosure);
    }

    [Fact]
    public void What_a_pack_that_was_known_explains_is_not_listed_unless_the_pack_is_left_out()
    {
        using SimulatedServer server = new(Checkout.Read("scenarios/mass-wave.yml"), seed: 7, scale: 0.002, historyDays: 14);

        ReplayReport with = Run(server, 2);
        ReplayReport without = Run(server, 2, "proxylogon");

        DateOnly reached = server.Truth.Intrusions[0].FirstReached!.Value.Day;
        Assert.True(reached >= new DateOnly(2021, 3, 3));
        Assert.Equal(reached, with.PacksSpeakOfSuccess);
        Assert.Equal(reached, with.ToolSpeaks);
        Assert.True(with.Unusual.ItemsExplained > without.Unusual.ItemsExplained);
        Assert.Null(with.SeenThatMatters);
        Assert.Equal(reached, without.SeenThatMatters);
        Assert.Null(without.PacksSpeakOfSuccess);
        Assert.Equal(new DateOnly(2021, 3, 3), without.LeftOutKnown);
        Assert.True(Assert.Single(without.Packs, p => p.Pack == "proxylogon").IsLeftOut);
    }

    [Theory]
    [InlineData("proxyshell", "proxyshell")]
    [InlineData("unnamed-handler")]
    public void A_way_in_that_no_rule_tells_stays_on_the_list_although_rules_meet_the_page_that_it_left(string scenario, params string[] without)
    {
        using SimulatedServer server = new(Checkout.Read($"scenarios/{scenario}.yml"), seed: 7, scale: 0.001, historyDays: 14);

        ReplayReport replay = Run(server, 2, without);

        DateOnly reached = server.Truth.Intrusions[0].FirstReached!.Value.Day;
        Assert.NotNull(replay.PacksSpeakOfSuccess);
        Assert.Equal(reached, replay.SeenThatMatters);
    }

    [Fact]
    public void A_pack_that_is_not_there_cannot_be_left_out()
    {
        using SimulatedServer server = new(Checkout.Read("scenarios/clean.yml"), seed: 4, scale: 0.001);

        Assert.Throws<ArgumentException>(() => Run(server, 2, "no-such-pack"));
    }

    private static ReplayReport Run(SimulatedServer server, int threads, params string[] without) => Replayer.Run(
        new AssessOptions { Evidence = [server.Result.EvidenceFolder], PackFolder = Packs, Tool = "test", Threads = threads }, without, new ReadProgress(), TestContext.Current.CancellationToken);
}
