using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Exposure;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Analysis;

public sealed class ExposureAnalysisTests
{
    private static readonly Knowledge Known = PackLoader.Load(Path.Combine(Checkout.Root, "packs"));
    private static readonly Vulnerability Ssrf = Known.Packs.Single(p => p.Campaign.Id == "proxylogon").Campaign.Vulnerabilities.Single(v => v.Id == "CVE-2021-26855");

    [Theory]
    [InlineData("15.1.2176.2", ExposureState.Vulnerable)]
    [InlineData("15.01.2176.009", ExposureState.Fixed)]
    [InlineData("15.1.2176.14", ExposureState.Fixed)]
    [InlineData("15.1.2176.8", ExposureState.Vulnerable)]
    [InlineData("15.1.2308.8", ExposureState.Fixed)]
    [InlineData("15.2.858.5", ExposureState.Fixed)]
    [InlineData("15.2.792.3", ExposureState.Vulnerable)]
    [InlineData("15.0.1497.12", ExposureState.Fixed)]
    [InlineData("15.1.1261.35", ExposureState.Vulnerable)]
    [InlineData("14.3.496.0", ExposureState.NotAffected)]
    [InlineData("15.2.2562.17", ExposureState.NotAffected)]
    [InlineData("15.9.1.1", ExposureState.Unknown)]
    public void Build_is_judged_by_the_fix_of_its_own_branch(string build, ExposureState expected)
    {
        Assert.True(BuildNumber.TryParse(build, out BuildNumber number));
        Assert.Equal(expected, Known.Builds.Judge(number, BuildPrecision.SecurityUpdate, Ssrf).State);
    }

    [Theory]
    [InlineData("2019.4.5200.9083", ExposureState.Vulnerable)]
    [InlineData("2020.2.5300.12432", ExposureState.Vulnerable)]
    [InlineData("2019.4.5200.8890", ExposureState.NotAffected)]
    [InlineData("2020.2.15300.1", ExposureState.Unknown)]
    public void What_came_with_certain_builds_is_judged_by_the_very_build(string build, ExposureState expected)
    {
        Vulnerability backdoor = Known.Packs.Single(p => p.Campaign.Id == "sunburst").Campaign.Vulnerabilities.Single();
        Assert.True(BuildNumber.TryParse(build, out BuildNumber number));
        Assert.Equal(expected, Known.Builds.Judge(number, BuildPrecision.SecurityUpdate, backdoor).State);
    }

    [Theory]
    [InlineData("CE77D116A074DAB7A22A0FD4F2C1AB475F16EEC42E1DED3C0B0AA8211FE858D6", "", "2020.2.5300.12432")]
    [InlineData("", "2019.4.5200.9083", "2019.4.5200.9083")]
    [InlineData("00", "none", null)]
    public void The_build_of_Orion_is_told_by_the_hash_of_its_file_or_by_the_version(string sha256, string version, string? build) =>
        Assert.Equal(build, Known.Files.BuildOf(@"C:\Orion\SolarWinds.Orion.Core.BusinessLayer.dll", sha256, version)?.ToString());

    [Fact]
    public void A_field_that_names_the_cumulative_update_only_cannot_tell_whether_the_fix_is_in()
    {
        Assert.Equal(ExposureState.Unknown, Known.Builds.Judge(new BuildNumber(15, 1, 2176, 2), BuildPrecision.CumulativeUpdate, Ssrf).State);
        Assert.Equal(ExposureState.Fixed, Known.Builds.Judge(new BuildNumber(15, 1, 2308, 8), BuildPrecision.CumulativeUpdate, Ssrf).State);
    }

    [Fact]
    public void Window_is_split_where_the_fix_came_out_and_ends_with_the_last_row_seen()
    {
        ExposureReport report = ExposureAnalysis.Run(
            [Sighting("15.1.2176.2", "2021-02-26T00:00:00Z", "2021-03-04T21:00:00Z"), Sighting("15.1.2176.9", "2021-03-04T23:00:00Z", "2021-03-06T00:00:00Z")],
            Known.Builds, [Ssrf]);
        Assert.Equal([ExposureState.Vulnerable, ExposureState.Fixed], report.Windows.Select(w => w.State));
        ExposureWindow open = report.Windows[0];
        Assert.Equal("2021-03-04T21:00:00.000Z", open.To.ToString());
        Assert.Equal("2021-03-02", open.ZeroDayUntil.ToString());
        Assert.Equal("2021-03-02", open.NDayFrom.ToString());
        Assert.Equal("2021-03-04T23:00:00.000Z", open.NextSeen.ToString());
    }

    private static BuildSighting Sighting(string build, string first, string last)
    {
        Assert.True(BuildNumber.TryParse(build, out BuildNumber number));
        return new BuildSighting(number, BuildPrecision.SecurityUpdate, "test", Time(first), Time(last), new("a", 1), new("a", 2), 10);
    }

    private static EvidenceTime Time(string text) => EvidenceTime.FromUtc(
        DateTime.Parse(text, global::System.Globalization.CultureInfo.InvariantCulture, global::System.Globalization.DateTimeStyles.AdjustToUniversal), TimePrecision.Millisecond);
}
