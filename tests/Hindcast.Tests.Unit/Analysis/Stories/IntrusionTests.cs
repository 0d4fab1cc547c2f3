using System.Globalization;
using Hindcast.Analysis.Impact;
using Hindcast.Analysis.Stories;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Stories;

public sealed class IntrusionTests
{
    private const string Request = "559c0325-7ae6-9d8b-9032-dcaa208a5480";

    [Fact]
    public void Rows_of_one_request_in_two_logs_are_one_intrusion()
    {
        Story story = new StoryBuilder().Ssrf(0, "198.51.100.1", request: Request)
            .Add("ssrf", StoryBuilder.FrontEnd, 300, ("c-ip", "192.0.2.1"), ("s-ip", "192.0.2.1"), ("cs-uri-query", $"&cafeReqId={Request.ToUpperInvariant()};")).Build();
        Intrusion intrusion = Assert.Single(story.Intrusions);
        Assert.Contains(intrusion.Links, l => l is { Strength: LinkStrength.Hard, Kind: "request" });
        Assert.Equal(["198.51.100.1"], intrusion.Addresses);
    }

    [Fact]
    public void One_source_is_one_intrusion_within_an_hour_and_not_beyond()
    {
        Assert.Single(new StoryBuilder().Ssrf(0, "198.51.100.1").Ssrf(59, "198.51.100.1").Build().Intrusions);
        Assert.Equal(2, new StoryBuilder().Ssrf(0, "198.51.100.1").Ssrf(61, "198.51.100.1").Build().Intrusions.Count);
    }

    [Fact]
    public void An_effect_is_counted_to_the_request_just_before_it()
    {
        Story story = new StoryBuilder().Ssrf(0, "198.51.100.1").Ssrf(30, "198.51.100.2").Add("cmdlet", StoryBuilder.EcpServer, 30.1).Build();
        Assert.Equal([Outcome.Reached, Outcome.Succeeded], story.Intrusions.Select(i => i.Outcome));
        Assert.Equal(["198.51.100.2"], story.Intrusions[1].Addresses);
    }

    [Fact]
    public void An_effect_long_after_every_request_stands_alone()
    {
        Story story = new StoryBuilder().Ssrf(0, "198.51.100.1").Add("cmdlet", StoryBuilder.EcpServer, 30).Build();
        Assert.Equal(2, story.Intrusions.Count);
    }

    [Fact]
    public void Whoever_posts_to_a_page_belongs_to_it_and_whoever_merely_fetches_it_does_not()
    {
        Story story = new StoryBuilder().Page(@"C:\inetpub\wwwroot\aspnet_client\x9.aspx")
            .Use(0, "198.51.100.1", "/aspnet_client/x9.aspx").Use(900, "198.51.100.2", "/aspnet_client/x9.aspx").Use(500, "203.0.113.5", "/aspnet_client/x9.aspx", "GET").Build();
        Intrusion owner = story.Intrusions.Single(i => i.Pages.Count > 0);
        Assert.Equal(["198.51.100.1", "198.51.100.2"], owner.Addresses);
        Assert.Equal(Outcome.Used, owner.Outcome);
    }

    [Fact]
    public void A_page_used_after_the_only_act_that_could_place_it_belongs_to_that_act()
    {
        Story story = new StoryBuilder().Ssrf(0, "198.51.100.1").Add("cmdlet", StoryBuilder.EcpServer, 0.1)
            .Use(2000, "198.51.100.9", "/aspnet_client/q7.aspx").Build();
        Intrusion intrusion = Assert.Single(story.Intrusions);
        Assert.Contains(intrusion.Links, l => l is { Strength: LinkStrength.Soft, Kind: "placed" });
    }

    [Fact]
    public void Children_of_the_shared_worker_process_do_not_bind_two_intruders()
    {
        Story story = new StoryBuilder()
            .Add("child", StoryBuilder.Events, 0, ("ProcessGuid", "{1}"), ("ParentProcessGuid", "{w}"), ("ParentImage", @"C:\Windows\System32\inetsrv\w3wp.exe"))
            .Add("child", StoryBuilder.Events, 100, ("ProcessGuid", "{2}"), ("ParentProcessGuid", "{w}"), ("ParentImage", @"C:\Windows\System32\inetsrv\w3wp.exe"))
            .Add("child", StoryBuilder.Events, 200, ("ProcessGuid", "{3}"), ("ParentProcessGuid", "{2}"), ("ParentImage", @"C:\Windows\System32\cmd.exe")).Build();
        Assert.Equal([1, 2], story.Intrusions.Select(i => i.Observations.Count));
    }

    [Fact]
    public void A_request_alone_shows_no_effect_however_much_its_rule_claims()
    {
        Story story = new StoryBuilder().Ssrf(0, "198.51.100.1").Add("mail", StoryBuilder.HttpProxy, 1, ("ClientIpAddress", "198.51.100.1"))
            .Add("cmdlet", StoryBuilder.HttpProxy, 2, ("ClientIpAddress", "198.51.100.1")).Build();
        Intrusion intrusion = Assert.Single(story.Intrusions);
        Assert.Equal(Outcome.Reached, intrusion.Outcome);
        Assert.Equal(StageState.Shown, State(intrusion, Rung.Accessed));
        Assert.Equal(StageState.NotShown, State(intrusion, Rung.CodePlaced));
        Assert.Null(intrusion.FirstSuccess);
    }

    [Fact]
    public void A_rung_whose_log_is_missing_is_not_assessable_and_one_whose_log_is_silent_is_not_shown()
    {
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1");
        Assert.Equal(StageState.NotShown, State(Assert.Single(story.Build().Intrusions), Rung.CodeUsed));
        story.Logs.Remove(StoryBuilder.FrontEnd);
        story.Logs.Remove(StoryBuilder.Events);
        IntrusionStage stage = Assert.Single(story.Build().Intrusions).Stages.Single(s => s.Rung == Rung.CodeUsed);
        Assert.Equal(StageState.NotAssessable, stage.State);
        Assert.Equal("No log in the evidence would show it", stage.Because);
    }

    [Fact]
    public void Attempts_are_no_intrusions_and_are_summed_up()
    {
        Story story = new StoryBuilder().Add("try", StoryBuilder.HttpProxy, 0, ("ClientIpAddress", "203.0.113.1"))
            .Add("try", StoryBuilder.HttpProxy, 500, ("ClientIpAddress", "203.0.113.2")).Build();
        Assert.Empty(story.Intrusions);
        Assert.Equal((2, 2), (story.Actors.Attempts.Sources, story.Actors.Attempts.Observations));
        Assert.Equal(StoryBuilder.At(0), story.Chronology.FirstSign!.Time);
        Assert.Null(story.Chronology.FirstReached);
    }

    [Fact]
    public void What_defenders_did_is_no_attack()
    {
        Story story = new StoryBuilder().Add("helped", StoryBuilder.Events, 0).Build();
        Assert.Empty(story.Intrusions);
        Assert.Equal("helped was seen", Assert.Single(story.Mitigations).Title);
    }

    [Fact]
    public void Dwell_time_runs_from_the_first_answer_to_the_last_sign_of_an_intrusion()
    {
        Story story = new StoryBuilder().Add("try", StoryBuilder.HttpProxy, -600, ("ClientIpAddress", "203.0.113.1")).Ssrf(0, "198.51.100.1")
            .Ssrf(1440, "198.51.100.1").Add("try", StoryBuilder.HttpProxy, 9000, ("ClientIpAddress", "203.0.113.1")).Build();
        Assert.Equal(TimeSpan.FromDays(1).Ticks, story.Chronology.DwellTicks);
        Assert.Equal("1 day after disclosure (2021-03-02)", story.Chronology.Relation);
    }

    [Fact]
    public void Dwell_time_is_told_before_and_after_disclosure_and_fix()
    {
        Story story = new StoryBuilder { Fixed = new DateOnly(2021, 3, 4) }.Ssrf(0, "198.51.100.1").Ssrf(2 * 1440, "198.51.100.1").Build();
        (long before, long after) = (TimeSpan.FromHours(20).Ticks, TimeSpan.FromHours(28).Ticks);
        Assert.Equal(
            [
                (PublicDayKind.Disclosure, "2021-03-02", 0L, before + after),
                (PublicDayKind.Fix, "2021-03-04", before, after),
            ],
            story.Chronology.PublicDays.Select(d => (d.Kind, d.Day.ToString("O", CultureInfo.InvariantCulture), d.DwellBeforeTicks!.Value, d.DwellAfterTicks!.Value)));
        Assert.All(story.Chronology.PublicDays, d => Assert.Equal(["CVE-1"], d.Vulnerabilities));
    }

    [Fact]
    public void A_campaign_that_was_only_tried_or_that_the_server_stayed_open_to_has_its_days_and_splits_nothing()
    {
        StoryBuilder Open(double minutes)
        {
            StoryBuilder story = new();
            story.Windows.Add(new ExposureWindow
            {
                Id = "X1",
                Vulnerability = "CVE-1",
                State = ExposureState.Vulnerable,
                From = StoryBuilder.At(minutes - 9),
                To = StoryBuilder.At(minutes),
                FixPublished = story.Fixed,
                Reason = "",
                Builds = [],
            });
            return story;
        }

        Assert.Empty(Open(-5 * 1440).Build().Chronology.PublicDays);
        StoryBuilder open = Open(0);
        foreach (StoryBuilder story in new[] { open, new StoryBuilder().Add("try", StoryBuilder.HttpProxy, 0, ("ClientIpAddress", "203.0.113.1")) })
        {
            IReadOnlyList<PublicDay> days = story.Build().Chronology.PublicDays;
            Assert.Equal([PublicDayKind.Disclosure, PublicDayKind.Fix], days.Select(d => d.Kind));
            Assert.All(days, d => Assert.Null(d.DwellBeforeTicks ?? d.DwellAfterTicks));
        }
    }

    [Fact]
    public void Data_out_is_not_assessable_unless_a_log_counts_all_bytes()
    {
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1");
        IntrusionStage stage = Assert.Single(story.Build().Intrusions).Stages.Single(s => s.Rung == Rung.DataOut);
        Assert.Equal((StageState.NotAssessable, "Nothing in iis-w3c/W3SVC1 shows it, and no log counts all the bytes that went out"), (stage.State, stage.Because));

        story.Addresses.Add(new AddressTraffic("198.51.100.1", StoryBuilder.FrontEnd, 1, 200, 0, StoryBuilder.At(0), StoryBuilder.At(0)));
        Assert.Equal(StageState.NotShown, State(Assert.Single(story.Build().Intrusions), Rung.DataOut));
    }

    [Fact]
    public void A_rung_is_not_assessable_when_one_day_of_the_intrusion_has_no_log_that_would_show_it()
    {
        const string Request = "559c0325-7ae6-9d8b-9032-dcaa208a5480";
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1", request: Request).Ssrf(1440, "198.51.100.1", request: Request);
        story.Holes.AddRange([(StoryBuilder.FrontEnd, new DateOnly(2021, 3, 4)), (StoryBuilder.Events, new DateOnly(2021, 3, 3))]);
        Assert.Equal(StageState.NotShown, State(Assert.Single(story.Build().Intrusions), Rung.CodeUsed));
        story.Holes.Add((StoryBuilder.Events, new DateOnly(2021, 3, 4)));
        IntrusionStage stage = Assert.Single(story.Build().Intrusions).Stages.Single(s => s.Rung == Rung.CodeUsed);
        Assert.Equal((StageState.NotAssessable, "evtx/Security, iis-w3c/W3SVC1 would show it, and have no record of 2021-03-04"), (stage.State, stage.Because));
    }

    private static StageState State(Intrusion intrusion, Rung rung) => intrusion.Stages.Single(s => s.Rung == rung).State;
}
