using Hindcast.Analysis.Surprise;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

/// <summary>Who is authenticated against whose mailbox, computers from outside, and how requests are routed.</summary>
public sealed class IdentitySignsTests
{
    private const string Outside = "203.0.113.9";

    [Fact]
    public void An_account_that_kept_to_its_own_mailbox_and_reaches_one_of_others_is_told()
    {
        Rows rows = Mailboxes(25);
        rows.Add(21, 3, "POST", "/owa/service.svc", Outside, "CONTOSO\\user1", "action=GetItem", source: RequestSource.Proxy, routing: "Sid~S-1-5-21-2");

        UnusualSign sign = Assert.Single(Signs(rows), s => s.What.Contains("reaches the mailbox", StringComparison.Ordinal));
        Assert.Equal(UnusualFamily.Identity, sign.Family);
        Assert.Contains("CONTOSO\\user1 reaches the mailbox Sid~S-1-5-21-2, which others use", sign.What, StringComparison.Ordinal);
        Assert.Contains("reached 1 others, never this one", sign.Normal, StringComparison.Ordinal);
        Assert.Equal("", sign.Thing);
    }

    [Fact]
    public void A_mailbox_that_nobody_used_and_an_account_that_reaches_many_say_nothing()
    {
        Rows rows = Mailboxes(25);
        for (int day = 0; day < 25; day++)
        {
            for (int i = 1; i < 7; i++)
            {
                rows.Add(day, 2, "POST", "/EWS/Exchange.asmx", "10.0.0.7", "CONTOSO\\backup", source: RequestSource.Proxy, routing: $"Sid~S-1-5-21-{i}");
            }
        }

        rows.Add(21, 3, "POST", "/owa/service.svc", "198.51.100.1", "CONTOSO\\user1", source: RequestSource.Proxy, routing: "Sid~S-1-5-21-900")
            .Add(21, 3, "POST", "/EWS/Exchange.asmx", "10.0.0.7", "CONTOSO\\backup", source: RequestSource.Proxy, routing: "Sid~S-1-5-21-9");

        Assert.DoesNotContain(Signs(rows), s => s.What.Contains("reaches the mailbox", StringComparison.Ordinal));
    }

    [Fact]
    public void The_account_of_a_computer_that_acts_for_a_person_is_told()
    {
        ProfileTally tally = new();
        for (int day = 0; day < 25; day++)
        {
            for (int i = 0; i < 5; i++)
            {
                tally.AddService(Spot(day, i), "user1@contoso.example"u8, "user1@contoso.example"u8, "198.51.100.1"u8);
                tally.AddService(Spot(day, i), "EX01$@contoso.example"u8, "EX01$@contoso.example"u8, "::1"u8);
            }
        }

        tally.AddService(Spot(21, 20), "EX01$@contoso.example"u8, "user1@contoso.example"u8, "203.0.113.9"u8);
        ServerProfile profile = new();
        profile.Add(tally.End(), "ews.log", 0);

        UnusualItem item = Assert.Single(SurpriseAnalysis.Run(profile, new SurpriseOptions()).Items);
        Assert.Contains("EX01$@contoso.example calls web services for user1@contoso.example", item.Signs[0].What, StringComparison.Ordinal);
        Assert.Contains("for itself alone", item.Signs[0].Normal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_account_of_a_computer_from_outside_is_told_where_it_came_from_inside()
    {
        Rows rows = Rows.Ordinary(25);
        for (int day = 0; day < 25; day++)
        {
            rows.Add(day, 5, "POST", "/powershell/", "10.0.0.9", "CONTOSO\\EX02$");
        }

        rows.Add(21, 3, "POST", "/powershell/", Outside, "CONTOSO\\EX02$");

        Assert.Contains(Signs(rows), s => s.What.Contains("for the account of a computer from an address outside", StringComparison.Ordinal)
            && s.Normal.Contains("all from inside", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reason_to_route_that_an_application_never_had_and_a_host_that_was_never_named_are_told()
    {
        Rows rows = Mailboxes(25);
        rows.Add(21, 3, "POST", "/owa/y", Outside, source: RequestSource.Proxy, routing: "ServerInfo~a]@ex01.contoso.example:444/mapi?#", hint: "X-BEResource-Cookie");

        UnusualSign[] signs = [.. Signs(rows)];
        Assert.Contains(signs, s => s.What.Contains("below /owa routed by X-BEResource-Cookie", StringComparison.Ordinal) && s.Normal.Contains("by WindowsIdentity", StringComparison.Ordinal));
        Assert.Contains(signs, s => s.What.Contains("names the host ex01.contoso.example", StringComparison.Ordinal) && s.Thing == "/owa routed to a named host");
    }

    [Theory]
    [InlineData("ServerInfo~ex01.contoso.example:444/a?#", "ex01.contoso.example")]
    [InlineData("ServerInfo~a]@ex01.contoso.example:444/a?#", "ex01.contoso.example")]
    [InlineData("ServerInfo~ex01.contoso.example/a@b", "ex01.contoso.example")]
    [InlineData("Server~ex02.contoso.example~1941997017~2021-03-11T16:11:44", "ex02.contoso.example")]
    [InlineData("Url~https://files.contoso.example/x", "files.contoso.example")]
    [InlineData("Sid~S-1-5-21-1", "")]
    [InlineData("Database~5f0a~~2021-04-05T01:00:04", "")]
    [InlineData("ServerInfo~", "")]
    [InlineData("", "")]
    public void The_host_of_a_routing_value_is_found(string value, string host) =>
        Assert.Equal(host, System.Text.Encoding.UTF8.GetString(RoutingText.Host(System.Text.Encoding.UTF8.GetBytes(value))));

    [Fact]
    public void After_a_day_with_more_pairs_than_are_kept_nothing_is_said_of_mailboxes()
    {
        ProfileTally tally = new();
        for (int i = 0; i < 2 * DayProfile.MaxReaches + 10; i++)
        {
            tally.AddService(Spot(0, 1), System.Text.Encoding.ASCII.GetBytes($"user{i}@contoso.example"), "a@contoso.example"u8, "198.51.100.1"u8);
        }

        for (int day = 1; day < 15; day++)
        {
            tally.AddService(Spot(day, 1), "EX01$@contoso.example"u8, day == 14 ? "a@contoso.example"u8 : "EX01$@contoso.example"u8, "::1"u8);
        }

        ServerProfile profile = new();
        profile.Add(tally.End(), "ews.log", 0);

        Assert.Equal(1, profile.CutDays);
        Assert.Empty(SurpriseAnalysis.Run(profile, new SurpriseOptions()).Items);
    }

    private static Rows Mailboxes(int days)
    {
        Rows rows = Rows.Ordinary(days);
        for (int day = 0; day < days; day++)
        {
            for (int i = 1; i < 10; i++)
            {
                rows.Add(day, 10, "POST", "/owa/service.svc", $"198.51.100.{i}", $"CONTOSO\\user{i}", "action=GetItem", source: RequestSource.Proxy, routing: $"Sid~S-1-5-21-{i}", hint: "WindowsIdentity");
            }
        }

        return rows;
    }

    private static IEnumerable<UnusualSign> Signs(Rows rows) => rows.Judge().Items.SelectMany(i => i.Signs);

    private static RowSpot Spot(int day, int minute) =>
        new(new DateTime(2021, 1, 4 + day, 6, minute, 0, DateTimeKind.Utc).Ticks, new SourceLocation("", (day * 100) + minute, 9, (day * 100) + minute));
}
