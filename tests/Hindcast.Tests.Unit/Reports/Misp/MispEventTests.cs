using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Misp;
using Hindcast.Tests.Unit.Reports.Html;
using Hindcast.Tests.Unit.Reports.Sharing;

namespace Hindcast.Tests.Unit.Reports.Misp;

public sealed class MispEventTests
{
    [Theory]
    [InlineData(Outcome.Scanned, false)]
    [InlineData(Outcome.Attempted, false)]
    [InlineData(Outcome.Reached, true)]
    public void Only_what_came_through_is_a_reason_for_an_alarm(Outcome outcome, bool alarms)
    {
        Assessment sample = SampleAssessment.Compromised();
        Assessment graded = sample with { Detections = [.. sample.Detections.Select(d => d.RuleId == "scan" ? d with { Outcome = outcome } : d)] };
        Assert.Equal(alarms, Attribute(graded, "203.0.113.9").GetProperty("to_ids").GetBoolean());
    }

    [Fact]
    public void An_address_that_the_flaw_was_made_to_call_is_a_destination()
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation ssrf = sample.Observations[1];
        Assessment calling = sample with { Observations = [ssrf with { Fields = [new("ClientIpAddress", "198.51.100.23"), new("AnchorMailbox", "ServerInfo~198.51.100.77/x?")] }] };
        Assert.Equal("ip-src", Attribute(calling, "198.51.100.23").GetProperty("type").GetString());
        Assert.Equal("ip-dst", Attribute(calling, "198.51.100.77").GetProperty("type").GetString());
    }

    private static JsonElement Attribute(Assessment assessment, string value) => Assert.Single(
        JsonDocument.Parse(MispEvent.Write(SharedSample.Of(assessment))).RootElement.GetProperty("Event").GetProperty("Attribute").EnumerateArray(),
        a => a.GetProperty("value").GetString() == value);
}
