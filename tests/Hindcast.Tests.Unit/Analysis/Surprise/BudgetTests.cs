using Hindcast.Analysis.Surprise;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

/// <summary>Who gets a place on the list, and what is kept of those who do not.</summary>
public sealed class BudgetTests
{
    [Fact]
    public void One_kind_alone_takes_one_place_a_month_and_the_rest_stays_comparable_with_other_servers()
    {
        UnusualReport report = Singles().Judge();

        UnusualItem item = Assert.Single(report.Items);
        Assert.Equal([UnusualFamily.FirstSeen], item.Families);
        Assert.Equal(2, report.ItemsOverBudget);
        Assert.Equal(["/help/a.aspx", "/owa/service.svc?zoom", "/help/c.aspx"], report.Things.Select(t => t.Thing));
        Assert.Equal([true, false, false], report.Things.Select(t => t.Shown));
    }

    [Fact]
    public void Names_have_a_place_beside_other_single_items()
    {
        Rows rows = Singles().Add(22, 9, "GET", "/owa/service.svc", "198.51.100.2", "CONTOSO\\user1", bytes: 50_000_000);
        ServerProfile profile = rows.Profile();
        ProfileTally tally = new();
        for (int day = 0; day < 25; day++)
        {
            for (int i = 0; i < 3; i++)
            {
                long at = new DateTime(2021, 1, 4 + day, 6 + i, 0, 0, DateTimeKind.Utc).Ticks;
                tally.AddName(new RowSpot(at, new SourceLocation("dns.log", day, 9, day)), "www.contoso.example");
                if (day >= 22)
                {
                    tally.AddName(new RowSpot(at, new SourceLocation("dns.log", day, 9, day)), $"q7xk2m9vt4rb8zn{(char)('a' + day)}{i}wd.beacon.example");
                }
            }
        }

        profile.Add(tally.End(), "dns.log", 0);

        UnusualReport report = SurpriseAnalysis.Run(profile, new SurpriseOptions());
        Assert.Equal(3, report.Items.Count(i => !i.WouldHaveBeenSeen));
        Assert.Contains(report.Items, i => i.Families is [UnusualFamily.Dns]);
        Assert.True(UsualThings.Read(report.Usual).MayHold(UnusualFamily.Dns, "contoso.example"));
    }

    [Fact]
    public void What_the_server_is_used_to_can_be_asked_by_others()
    {
        UsualThings usual = UsualThings.Read(Rows.Ordinary(20).Judge().Usual);

        Assert.True(usual.MayHold(UnusualFamily.FirstSeen, "/owa/service.svc"));
        Assert.True(usual.MayHold(UnusualFamily.Session, "/owa/service.svc"));
        Assert.True(usual.MayHold(UnusualFamily.Method, "POST /owa/service.svc"));
        Assert.False(usual.MayHold(UnusualFamily.Method, "POST /mapi/healthcheck.htm"));
    }

    [Fact]
    public void One_large_answer_in_thousands_does_not_hide_the_next()
    {
        Rows rows = Rows.Ordinary(25);
        for (int i = 0; i < 3000; i++)
        {
            rows.Add(i % 20, 9, "POST", "/EWS/Exchange.asmx", "198.51.100.3", "CONTOSO\\user2", bytes: i == 60 ? 60_000_000 : 20_000);
        }

        rows.Add(21, 9, "POST", "/EWS/Exchange.asmx", "198.51.100.3", "CONTOSO\\user2", bytes: 55_000_000);

        Assert.Contains(rows.Judge().Items.SelectMany(i => i.Signs), s => s.Family == UnusualFamily.Volume && s.What.Contains("55,000,000 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_request_far_larger_than_any_is_told()
    {
        Rows rows = Rows.Ordinary(25);
        for (int i = 0; i < 300; i++)
        {
            rows.Add(i % 25, 9, "POST", "/EWS/Exchange.asmx", "198.51.100.3", "CONTOSO\\user2", bytesIn: 3_000);
        }

        rows.Add(21, 9, "POST", "/EWS/Exchange.asmx", "198.51.100.3", "CONTOSO\\user2", bytesIn: 5_000_000);

        UnusualSign sign = Assert.Single(rows.Judge().Items.SelectMany(i => i.Signs), s => s.Family == UnusualFamily.Volume);
        Assert.Contains("5,000,000 bytes of a request", sign.What, StringComparison.Ordinal);
        Assert.Contains("the largest 3,000 bytes of a request", sign.Normal, StringComparison.Ordinal);
    }

    /// <summary>Three first things of one kind, days apart, by people who do much else.</summary>
    private static Rows Singles() => Rows.Ordinary(25)
        .Add(18, 9, "GET", "/help/a.aspx", "198.51.100.1", "CONTOSO\\user0")
        .Add(20, 9, "POST", "/owa/service.svc", "198.51.100.2", "CONTOSO\\user1", query: "zoom=1")
        .Add(22, 9, "GET", "/help/c.aspx", "198.51.100.3", "CONTOSO\\user2", status: 500);
}
