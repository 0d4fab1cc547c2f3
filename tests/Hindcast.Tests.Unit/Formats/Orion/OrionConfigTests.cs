using System.Text;
using Hindcast.Analysis.Sunburst;
using Hindcast.Formats.Orion;

namespace Hindcast.Tests.Unit.Formats.Orion;

public sealed class OrionConfigTests
{
    [Theory]
    [InlineData("4", "250", "new (4)", "", "")]
    [InlineData("5", "305", "passed its filter", "Windows Defender, Defender for Endpoint, Carbon Black", "")]
    [InlineData("3", "1525", "ended for good", "Windows Defender, Defender for Endpoint, Azure ATP sensor, Carbon Black, CrowdStrike, FireEye, ESET, F-Secure", "")]
    [InlineData("7", "251", "never writes", "", "never writes")]
    [InlineData("4", "1530", "new (4)", "", "never writes")]
    public void The_two_settings_give_the_state(string retry, string postpone, string status, string stopped, string remark)
    {
        OrionConfig config = Read($"""
            <configuration><other><add key="ReportWatcherRetry" value="9"/></other>
            <appSettings><add key="ReportWatcherRetry" value="{retry}"/><add key="ReportWatcherPostpone" value="{postpone}"/></appSettings></configuration>
            """)!;
        SunburstState state = SunburstState.FromValues(config.ReportWatcherRetry, config.ReportWatcherPostpone);

        Assert.Contains(status, state.Status, StringComparison.Ordinal);
        Assert.Equal(stopped, string.Join(", ", state.StoppedProducts));
        Assert.Contains(remark, state.Remark, StringComparison.Ordinal);
        Assert.Equal(remark.Length == 0, state.Remark.Length == 0);
    }

    [Fact]
    public void Settings_that_are_not_there_are_told()
    {
        OrionConfig config = Read("<configuration><appSettings/></configuration>")!;

        Assert.Equal(new OrionConfig(null, null), config);
        Assert.StartsWith("not known", SunburstState.FromValues(null, null).Status, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<configuration><appSettings>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><configuration>&b;</configuration>")]
    [InlineData("no xml")]
    public void What_is_no_plain_xml_is_refused_with_a_reason(string text)
    {
        Assert.Null(OrionConfig.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), out string fault));
        Assert.NotEmpty(fault);
    }

    private static OrionConfig? Read(string text) => OrionConfig.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), out _);
}
