using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Indicators;
using Hindcast.Tests.Unit.Reports.Html;
using Hindcast.Tests.Unit.Reports.Sharing;

namespace Hindcast.Tests.Unit.Reports.Indicators;

public sealed class IndicatorExtractionTests
{
    [Fact]
    public void A_record_that_several_rules_met_was_seen_once()
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation[] twice = [.. sample.Observations, .. sample.Observations.Select(o => o with { Id = $"{o.Id}0", RuleId = "use" })];
        CaseIndicator client = Of(sample with { Observations = twice }, "198.51.100.23");
        Assert.Equal(7, client.Indicator.Sightings);
        Assert.Equal(1, Of(sample with { Observations = twice }, "203.0.113.9").Indicator.Sightings);
    }

    [Theory]
    [InlineData(Outcome.Reached, Confidence.Moderate, Outcome.Used, Outcome.Reached)]
    [InlineData(Outcome.Used, Confidence.High, Outcome.Reached, Outcome.Reached)]
    [InlineData(Outcome.Used, Confidence.High, Outcome.Used, Outcome.Used)]
    public void An_indicator_came_no_further_than_its_finding_and_its_intrusion(Outcome finding, Confidence confidence, Outcome intrusion, Outcome expected)
    {
        Assessment sample = SampleAssessment.Compromised();
        CaseIndicator page = Of(
            sample with
            {
                Findings = [sample.Findings[0] with { Outcome = finding, Confidence = confidence }],
                Intrusions = [sample.Intrusions[0] with { Outcome = intrusion, Observations = ["O6", "O7", "O8"] }],
            }, "/aspnet_client/supp0rt.aspx");
        Assert.Equal(expected, page.Outcome);
        Assert.Equal(confidence, page.Confidence);
        Assert.EndsWith($"furthest outcome: {expected.ToString().ToLowerInvariant()}", page.Indicator.Context, StringComparison.Ordinal);
        Assert.Equal(expected == Outcome.Used, page.Indicator.Context.Contains("and was used", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/aspnet_client/gr\ufffd\ufffde.aspx")]
    [InlineData("/aspnet_client/gr\u200be.aspx")]
    [InlineData("/aspnet_client/gre[.]aspx")]
    [InlineData("/aspnet_client/gr\u00a0e.aspx")]
    public void What_cannot_be_read_is_counted_and_no_indicator(string page)
    {
        Assessment sample = SampleAssessment.Compromised();
        Assessment odd = sample with { Observations = [.. sample.Observations.Select(o => o.Id == "O8" ? With(o, "UrlStem", page) : o)] };
        Assert.Equal(["/aspnet_client/supp0rt.aspx"], SharedSample.Of(odd).Indicators.Where(i => i.Indicator.Kind == IndicatorKind.UriPath).Select(i => i.Indicator.Value));

        // The agent of the sample with a character that turns the text around is the other one.
        Assert.Equal(2, SharedSample.Of(odd).UnreadableIndicators);
    }

    [Fact]
    public void A_value_that_the_assessment_cut_is_no_indicator()
    {
        Assessment sample = SampleAssessment.Compromised();
        Assessment cut = sample with { Observations = [.. sample.Observations.Select(o => o.Id == "O8" ? With(o, "UrlStem", $"/{new string('a', 1999)}...") : o)] };
        Assert.DoesNotContain(SharedSample.Of(cut).Indicators, i => i.Indicator.Value.EndsWith("...", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Mozilla")]
    [InlineData("Mozilla/5.0")]
    public void A_browser_is_no_indicator(string agent)
    {
        Assessment sample = SampleAssessment.Compromised();
        Assessment only = sample with { Observations = [.. sample.Observations.Select(o => With(o, "UserAgent", agent))] };
        Assert.DoesNotContain(SharedSample.Of(only).Indicators, i => i.Indicator.Kind == IndicatorKind.UserAgent);
    }

    [Fact]
    public void A_client_and_a_host_that_the_flaw_was_made_to_call_are_told_apart()
    {
        Assessment sample = SampleAssessment.Compromised();
        Assessment calling = sample with { Observations = [.. sample.Observations.Select(o => o.Id is "O2" or "O3" ? With(o, "AnchorMailbox", "ServerInfo~198.51.100.77/x?") : o)] };
        CaseIndicator client = Of(calling, "198.51.100.23"), called = Of(calling, "198.51.100.77"), scanner = Of(calling, "203.0.113.9");
        Assert.Equal((true, false), (client.IsClient, client.IsCalled));
        Assert.Equal((false, true), (called.IsClient, called.IsCalled));
        Assert.StartsWith("client address of an attack;", client.Indicator.Context, StringComparison.Ordinal);
        Assert.StartsWith("host that the flaw was made to call;", called.Indicator.Context, StringComparison.Ordinal);
        Assert.StartsWith("client address of a scan;", scanner.Indicator.Context, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_time_is_the_attackers_since_it_was_placed()
    {
        Assessment sample = SampleAssessment.Compromised();
        EvidenceTime placed = SampleAssessment.Time("2021-03-02T22:00:00Z");
        Assessment file = sample with
        {
            Observations = [.. sample.Observations.Select(o => o.Id == "O5" ? o with { Time = null, Fields = [new("TargetFilename", @"C:\inetpub\wwwroot\aspnet_client\x9.aspx")] } : o)],
            Persistence = [sample.Persistence[0] with { Placed = placed, Claims = [] }],
        };
        Assert.Equal(placed, Of(file, @"C:\inetpub\wwwroot\aspnet_client\x9.aspx").Since);
        Assert.Null(Of(file, @"C:\inetpub\wwwroot\aspnet_client\x9.aspx").Indicator.First);
        Assert.Equal("2021-03-20", Of(file with { Persistence = [] }, @"C:\inetpub\wwwroot\aspnet_client\x9.aspx").Since.ToString());
    }

    private static CaseIndicator Of(Assessment assessment, string value) => Assert.Single(SharedSample.Of(assessment).Indicators, i => i.Indicator.Value == value);

    private static Observation With(Observation observation, string field, string value) =>
        observation with { Fields = [.. observation.Fields.Select(f => f.Key == field ? new KeyValuePair<string, string>(field, value) : f)] };
}
