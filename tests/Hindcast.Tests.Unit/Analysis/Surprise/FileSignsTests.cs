using Hindcast.Analysis.Surprise;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

/// <summary>Pages of web roots that no table of known files and no neighbour explains, on the day of their first call.</summary>
public sealed class FileSignsTests
{
    private const string Address = "/aspnet_client/help.aspx";

    [Fact]
    public void A_page_that_nothing_explains_is_told_on_the_day_of_its_first_call_and_leads_to_the_file()
    {
        UnusualItem item = Assert.Single(Judge(Page(Address, "<%@ Page Language=\"Jscript\"%>"), Page("/owa/auth/logon.aspx", "<%@ Page language=\"c#\"")).Items);

        Assert.Equal([UnusualFamily.FirstSeen, UnusualFamily.File], item.Families);
        Assert.False(item.WouldHaveBeenSeen);
        UnusualSign sign = Assert.Single(item.Signs, s => s.Family == UnusualFamily.File);
        Assert.Equal("C" + Address, sign.Places[0].Location.File);
        Assert.Contains("No other page lies beside it", sign.Normal, StringComparison.Ordinal);
        Assert.Equal(Address, sign.Thing);
    }

    [Fact]
    public void A_page_that_begins_as_those_beside_it_or_is_known_is_explained()
    {
        Assert.DoesNotContain(UnusualFamily.File, Families(Judge(Page(Address, "<%@ Page  Language=\"c#\" 15.1"), Page("/aspnet_client/other.aspx", "<%@ page language=\"C#\" 16"))));
        Assert.DoesNotContain(UnusualFamily.File, Families(Judge(Page(Address, "x", isKnown: true))));
        Assert.Contains(UnusualFamily.File, Families(Judge(Page(Address, "x", isKnown: false))));
    }

    [Fact]
    public void Only_what_a_server_runs_is_a_page() => Assert.Null(WebFile.Of("C/x.png", "/x.png", 5, null, "x"u8));

    private static IEnumerable<UnusualFamily> Families(UnusualReport report) => report.Items.SelectMany(i => i.Families);

    private static WebFile Page(string address, string content, bool? isKnown = null) =>
        WebFile.Of("C" + address, address, content.Length, isKnown, System.Text.Encoding.UTF8.GetBytes(content))!;

    private static UnusualReport Judge(params WebFile[] pages)
    {
        Rows rows = Rows.Ordinary(25);
        for (int i = 0; i < 5; i++)
        {
            rows.Add(20, 9 + i, "GET", Address, $"198.51.100.{i + 1}", $"CONTOSO\\user{i}");
        }

        ServerProfile profile = rows.Profile();
        foreach (WebFile page in pages)
        {
            profile.Add(page);
        }

        return SurpriseAnalysis.Run(profile, new SurpriseOptions());
    }
}
