using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Coverage;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis;

public sealed class CoverageAnalysisTests
{
    private static readonly LogName Iis = new("iis-w3c", "W3SVC1");

    [Fact]
    public void Days_gaps_and_absent_logs_are_named()
    {
        CoverageReport report = CoverageAnalysis.Run(
            [Hour("2021-02-26", 3, 10), Hour("2021-02-26", 4, 5), Hour("2021-03-01", 0, 1), Hour("2021-03-05", 23, 2)],
            [File(18)],
            [new NeededLog("iis-w3c", "IIS", "p", "t"), new NeededLog("exchange-ecp-server", "ECP Server logs", "p", "t")]);
        LogCoverage log = Assert.Single(report.Logs);
        Assert.Equal([15L, 1L, 2L], log.Days.Select(d => d.Records));
        Assert.Equal(2, log.Days[0].Hours);
        Assert.Equal([2, 3], log.Gaps.Select(g => g.Days));
        Assert.Equal(new DateOnly(2021, 3, 2), log.Gaps[1].From);
        Assert.Equal(["exchange-ecp-server"], report.Absent.Select(a => a.Kind));
        Assert.Equal(new DateOnly(2021, 2, 26), report.From);
        Assert.Equal(new DateOnly(2021, 3, 5), report.To);
    }

    [Fact]
    public void A_log_without_a_record_covers_nothing_and_counts_as_absent()
    {
        CoverageReport report = CoverageAnalysis.Run([], [File(0)], [new NeededLog("iis-w3c", "IIS", "p", "t")]);
        Assert.Null(report.From);
        Assert.Single(report.Absent);
    }

    private static CoverageHour Hour(string day, int hour, long records) =>
        new(Iis, DateOnly.Parse(day, global::System.Globalization.CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(hour, 0)).Ticks, records);

    private static EvidenceFile File(long records) =>
        new() { Path = "u_ex.log", SizeBytes = 1, Sha256 = "00", Format = "iis-w3c", Log = Iis, Records = records };
}
