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
    public void Bytes_out_are_an_upper_bound_over_all_requests_of_the_cluster_and_not_the_sum_over_logs()
    {
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1");
        story.Addresses.Add(new AddressTraffic("198.51.100.1", StoryBuilder.FrontEnd, 12, 9_000, null, null));
        story.Addresses.Add(new AddressTraffic("198.51.100.1", StoryBuilder.HttpProxy, 10, 8_000, null, null));
        story.Addresses.Add(new AddressTraffic("203.0.113.9", StoryBuilder.FrontEnd, 99, 99_000, null, null));
        BytesOut bytes = Assert.Single(story.Build().Impact.BytesOut);
        Assert.Equal(("A1", 9_000L, 12L), (bytes.Actor, bytes.UpperBound, bytes.Requests));
    }

    [Fact]
    public void Logs_that_count_no_bytes_give_no_bound() =>
        Assert.Empty(Assert.Single(new StoryBuilder().Ssrf(0, "198.51.100.1").Build().Impact.BytesOut).Logs);

    [Fact]
    public void Hostile_byte_counts_do_not_overflow()
    {
        Story story = new StoryBuilder()
            .Add("mail", StoryBuilder.HttpProxy, 0, ("ClientIpAddress", "198.51.100.1"), ("ResponseBytes", "9223372036854775807"))
            .Add("mail", StoryBuilder.HttpProxy, 1, ("ClientIpAddress", "198.51.100.1"), ("ResponseBytes", "9223372036854775807")).Build();
        Assert.Equal(long.MaxValue, Assert.Single(story.Impact.Mailboxes).ResponseBytes);
    }
}
