using Hindcast.Engine.Surprise;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.Unit.Engine.Surprise;

/// <summary>What would be said of the real fragments of the shared data, given how little history they hold.</summary>
public sealed class RealFragmentSurpriseTests
{
    [Theory]
    [InlineData("exchange-fragments.tar.xz", 13)]
    [InlineData("dns-benign.tar.xz", 1)]
    public void Fragments_without_seven_days_of_one_log_are_not_assessable_and_nothing_is_said(string archive, int days)
    {
        UnusualReport report = SurpriseRun.Run([SharedSamples.Data(archive)], 2, TestContext.Current.CancellationToken);

        Assert.Equal((0, days), (report.DaysJudged, report.DaysWithoutHistory));
        Assert.Empty(report.Items);
        Assert.Empty(report.Things);
    }

    [Fact]
    public void Of_354_event_logs_of_many_machines_one_item_is_told_a_child_of_the_web_process()
    {
        UnusualReport report = SurpriseRun.Run([SharedSamples.Data("evtx.tar.xz")], 2, TestContext.Current.CancellationToken);

        UnusualItem item = Assert.Single(report.Items);
        Assert.Equal([UnusualFamily.Process], item.Families);
        Assert.False(item.WouldHaveBeenSeen);
        Assert.Contains("w3wp.exe started cmd.exe", item.Signs[0].What, StringComparison.Ordinal);
        Assert.Equal(["w3wp.exe > cmd.exe", "w3wp.exe > notepad.exe", "w3wp.exe > powershell.exe"], report.Things.Select(t => t.Thing));
    }
}
