using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Stories;

public sealed class ClockTests
{
    [Theory]
    [InlineData(0.01, "The clocks agree")]
    [InlineData(2, "The clocks differ; order between these logs is sure only beyond this difference")]
    [InlineData(60, "The difference is a whole number of quarter hours: one of the logs is written in local time")]
    public void Differences_between_logs_are_told_by_requests_that_both_hold(double minutes, string note)
    {
        const string request = "559c0325-7ae6-9d8b-9032-dcaa208a5480";
        ClockOffset clock = Assert.Single(new StoryBuilder().Ssrf(0, "198.51.100.1", request: request)
            .Add("ssrf", StoryBuilder.FrontEnd, minutes, ("c-ip", "198.51.100.1"), ("cs-uri-query", $"&cafeReqId={request};")).Build().Chronology.Clocks);
        Assert.Equal((StoryBuilder.FrontEnd, StoryBuilder.HttpProxy, 1), (clock.Log, clock.Reference, clock.Pairs));
        Assert.Equal((long)(minutes * 60_000), clock.MedianMilliseconds);
        Assert.Equal(note, clock.Note);
    }
}
