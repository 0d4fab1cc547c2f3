using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Timeline;
using Hindcast.Tests.Unit.Reports.Html;

namespace Hindcast.Tests.Unit.Reports.Timeline;

public sealed class TimelineTests
{
    private static readonly IReadOnlyList<TimelineEntry> All = TimelineEntries.Of(SampleAssessment.Compromised());

    [Fact]
    public void Entries_are_in_order_and_whole()
    {
        Assert.Equal(SampleAssessment.Compromised().Observations.Count + (2 * SampleAssessment.Compromised().Exposure.Builds.Count) + SampleAssessment.Compromised().Signs.Count(s => s.Time is not null), All.Count);
        Assert.Equal(All.Select(e => e.Time.UtcTicks).Order(), All.Select(e => e.Time.UtcTicks));
    }

    [Fact]
    public void Filters_leave_what_is_asked_for()
    {
        string[] Claims(TimelineFilter filter) => [.. All.Where(filter.Takes).Select(e => e.Claim)];
        Assert.Equal(["O6", "O7", "O8"], Claims(new TimelineFilter { Kinds = ["use"] }));
        Assert.Equal(["O1"], Claims(new TimelineFilter { Actors = ["203.0.113.9"] }));
        Assert.Equal(["O7", "O8"], Claims(new TimelineFilter { Kinds = ["use"], From = new DateTime(2021, 3, 4, 0, 0, 0, DateTimeKind.Utc) }));
        Assert.Equal(["O6"], Claims(new TimelineFilter { Kinds = ["use"], Until = new DateTime(2021, 3, 4, 0, 0, 0, DateTimeKind.Utc) }));
        Assert.DoesNotContain("B1", Claims(new TimelineFilter { MinOutcome = Outcome.Succeeded }));
        Assert.Empty(Claims(new TimelineFilter { Hosts = ["nobody"] }));
    }

    [Fact]
    public void An_actor_stands_for_the_observations_of_its_intrusions()
    {
        Assessment sample = SampleAssessment.Compromised();
        ActorCluster cluster = sample.Actors.Clusters[0];
        string[] expected = [.. sample.Intrusions.Where(i => cluster.Intrusions.Contains(i.Id)).SelectMany(i => i.Observations).Order(StringComparer.Ordinal)];
        TimelineFilter filter = new TimelineFilter { Actors = [cluster.Id.ToLowerInvariant()] }.WithClusters(sample);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Intersect(All.Select(e => e.Claim)), All.Where(filter.Takes).Select(e => e.Claim).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_form_has_the_columns_that_its_readers_need()
    {
        Assert.StartsWith("time,kind,subject,", TimelineText.Csv(All), StringComparison.Ordinal);
        Assert.StartsWith("message,datetime,timestamp_desc,", TimelineText.Timesketch(All), StringComparison.Ordinal);
        Assert.Contains(",2021-03-03T04:23:22.370000+00:00,Request logged,", TimelineText.Timesketch(All), StringComparison.Ordinal);
        Assert.StartsWith("date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra\r\n03/", TimelineText.Log2Timeline(All.Where(e => e.Kind == "use")), StringComparison.Ordinal);
        Assert.Contains("03/03/2021,04:23:22,UTC,....,HINDCAST,", TimelineText.Log2Timeline(All), StringComparison.Ordinal);
        Assert.Equal(All.Count, TimelineText.JsonLines(All).Count(c => c == '\n'));
    }
}
