using Hindcast.Analysis.Impact;
using Hindcast.Analysis.Stories;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Stories;

public sealed class ImpactTests
{
    [Fact]
    public void A_file_without_worth_of_its_own_was_taken_when_who_fetched_it_also_used_code_there()
    {
        const string Picture = "/aspnet_client/qwzrt.gif";
        StoryBuilder used = new StoryBuilder().Page(@"C:\inetpub\wwwroot\aspnet_client\x9.aspx").Use(0, "198.51.100.1", "/aspnet_client/x9.aspx");
        TakenThing taken = Assert.Single(Fetch(used, "198.51.100.1").Build().Impact.Taken);
        Assert.Equal(("download", Picture), (taken.Kind, taken.Name));

        // Nobody used code.
        Assert.Empty(Fetch(new StoryBuilder().Ssrf(0, "198.51.100.1"), "198.51.100.1").Build().Impact.Taken);
        Assert.Empty(Fetch(new StoryBuilder(), "198.51.100.1").Build().Intrusions);

        static StoryBuilder Fetch(StoryBuilder story, string address) =>
            story.Add("fetched", StoryBuilder.FrontEnd, 1, ("c-ip", address), ("cs(User-Agent)", "Mozilla/5.0"), ("cs-method", "GET"), ("cs-uri-stem", Picture));
    }

    [Fact]
    public void A_mailbox_is_named_where_the_log_names_it_and_left_open_where_it_does_not()
    {
        Story story = new StoryBuilder().Ssrf(0, "198.51.100.1")
            .Add("mail", StoryBuilder.HttpProxy, 1, ("ClientIpAddress", "198.51.100.1"), ("AnchorMailbox", "ServerInfo~a]@EX01:444/EWS/Exchange.asmx?#"), ("ResponseBytes", "2000"))
            .Add("mail", StoryBuilder.HttpProxy, 2, ("ClientIpAddress", "198.51.100.1"), ("AnchorMailbox", "Smtp~ada@contoso.example"), ("ResponseBytes", "500")).Build();
        Assert.Equal(["", "ada@contoso.example"], story.Impact.Mailboxes.Select(m => m.Mailbox));
        Assert.Equal([2000, 500], story.Impact.Mailboxes.Select(m => m.ResponseBytes));
        Assert.Equal("EWS", story.Impact.Mailboxes[0].Protocol);
    }

    [Fact]
    public void Rows_of_the_web_service_log_name_the_mailboxes_that_the_front_end_does_not()
    {
        StoryBuilder story = new StoryBuilder()
            .Add("mail", StoryBuilder.HttpProxy, 1, ("ClientIpAddress", "198.51.100.1"), ("AnchorMailbox", "ServerInfo~a]@EX01:444/EWS/Exchange.asmx?#"));
        SourceLocation row = new("Ews_1.LOG", 10, 5, 2);
        story.Mailboxes.Add(new MailboxTraffic("198.51.100.1", "ada@contoso.example", 4, null, StoryBuilder.At(1), StoryBuilder.At(9), [row]));
        story.Mailboxes.Add(new MailboxTraffic("203.0.113.9", "bob@contoso.example", 4, null, null, null, [row]));
        MailboxAccess mailbox = Assert.Single(story.Build().Impact.Mailboxes);
        Assert.Equal(("M1", "ada@contoso.example", "EWS", "A1", 4L), (mailbox.Id, mailbox.Mailbox, mailbox.Protocol, mailbox.Actor, mailbox.Records));
        Assert.Equal([row], mailbox.Rows);
        Assert.Equal(["O1"], mailbox.Claims);
    }

    [Fact]
    public void Bytes_out_are_bound_by_the_web_servers_log_that_counts_all_of_them_and_not_by_the_sum_over_logs()
    {
        StoryBuilder story = Counted(uncounted: 0);
        story.Addresses.Add(new AddressTraffic("203.0.113.9", StoryBuilder.FrontEnd, 99, 99_000, 0, null, null));
        BytesOut bytes = Assert.Single(story.Build().Impact.BytesOut);
        Assert.Equal(("A1", 9_000L, 9_000L, 12L, 0L), (bytes.Actor, bytes.UpperBound, bytes.Counted, bytes.Requests, bytes.Uncounted));
        Assert.Contains(story.Answer(5).Details, d => d.Text.StartsWith("At most 9000 bytes went out to A1 ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_counted_is_no_bound_where_the_web_servers_log_counts_no_bytes()
    {
        // The default of IIS. A file that it serves itself stands in its log alone.
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1");
        story.Addresses.Add(new AddressTraffic("198.51.100.1", StoryBuilder.FrontEnd, 40, 0, 40, null, null));
        story.Addresses.Add(new AddressTraffic("198.51.100.1", StoryBuilder.HttpProxy, 29, 9_800, 0, null, null));
        BytesOut bytes = Assert.Single(story.Build().Impact.BytesOut);
        Assert.Equal((null, 9_800L, 29L, 40L), (bytes.UpperBound, bytes.Counted, bytes.Requests, bytes.Uncounted));
        Assert.Equal(["exchange-httpproxy/Ecp"], bytes.Logs);
        Assert.Equal(["iis-w3c/W3SVC1"], bytes.UncountedLogs);
        Answer answer = story.Answer(5);
        Assert.DoesNotContain(answer.Details, d => d.Text.Contains("At most", StringComparison.Ordinal));
        Assert.Contains(answer.Details, d => d.Text == "At least 9800 bytes were counted on their way to A1 (29 requests, counted in exchange-httpproxy/Ecp); 40 requests stand without a count in iis-w3c/W3SVC1, so how much went out is not known");
    }

    [Fact]
    public void What_was_counted_is_no_bound_where_the_web_servers_log_counts_some_requests_only_is_missing_or_is_not_whole()
    {
        Assert.Null(Bound(Counted(uncounted: 1)));

        StoryBuilder missing = new StoryBuilder().Ssrf(0, "198.51.100.1");
        missing.Addresses.Add(new AddressTraffic("198.51.100.1", StoryBuilder.HttpProxy, 29, 9_800, 0, null, null));
        Assert.Null(Bound(missing));

        StoryBuilder late = Counted(uncounted: 0);
        late.Addresses.Add(new AddressTraffic("198.51.100.1", StoryBuilder.EcpServer, 1, 0, 1, StoryBuilder.At(0), StoryBuilder.At(60 * 24 * 90)));
        Assert.Null(Bound(late));

        // Exchange's log knows of more requests than the web server's, through which all of them came.
        StoryBuilder torn = Counted(uncounted: 0);
        torn.Addresses.Add(new AddressTraffic("198.51.100.1", new LogName("exchange-httpproxy", "Owa"), 3, 10, 0, null, null));
        Assert.Null(Bound(torn));

        static long? Bound(StoryBuilder story) => Assert.Single(story.Build().Impact.BytesOut).UpperBound;
    }

    [Fact]
    public void Logs_that_count_no_bytes_give_no_bound()
    {
        BytesOut bytes = Assert.Single(new StoryBuilder().Ssrf(0, "198.51.100.1").Build().Impact.BytesOut);
        Assert.Empty(bytes.Logs);
        Assert.Null(bytes.UpperBound);
    }

    [Fact]
    public void Hostile_byte_counts_do_not_overflow()
    {
        Story story = new StoryBuilder()
            .Add("mail", StoryBuilder.HttpProxy, 0, ("ClientIpAddress", "198.51.100.1"), ("ResponseBytes", "9223372036854775807"))
            .Add("mail", StoryBuilder.HttpProxy, 1, ("ClientIpAddress", "198.51.100.1"), ("ResponseBytes", "9223372036854775807")).Build();
        Assert.Equal(long.MaxValue, Assert.Single(story.Impact.Mailboxes).ResponseBytes);
    }

    private static StoryBuilder Counted(long uncounted)
    {
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1");
        story.Addresses.Add(new AddressTraffic("198.51.100.1", StoryBuilder.FrontEnd, 12, 9_000, uncounted, StoryBuilder.At(0), StoryBuilder.At(1)));
        story.Addresses.Add(new AddressTraffic("198.51.100.1", StoryBuilder.HttpProxy, 10, 8_000, 0, StoryBuilder.At(0), StoryBuilder.At(1)));
        return story;
    }
}
