using Hindcast.Analysis.Persistence;
using Hindcast.Analysis.Stories;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Stories;

public sealed class PersistenceTests
{
    private const string Page = "/aspnet_client/x9.aspx";
    private const string File = @"C:\inetpub\wwwroot\aspnet_client\x9.aspx";

    [Fact]
    public void A_page_that_was_collected_is_still_there()
    {
        StoryBuilder story = new StoryBuilder().Page(File).Use(0, "198.51.100.1", Page);
        story.Files.Add(Collected(File));
        Assert.Equal(PersistenceState.Present, Assert.Single(story.Build().Persistence).State);
    }

    [Fact]
    public void A_page_that_only_a_listing_has_lies_there_and_nothing_tells_whose_it_is()
    {
        Story story = Listed("false").Build();
        PersistentItem item = Assert.Single(story.Persistence);
        Assert.Equal((PersistenceState.Present, "page", Page, ""), (item.State, item.Kind, item.Name, item.Intrusion));
        Assert.Empty(story.Intrusions);
        Assert.Contains(story.Actions, a => a.Phase == ActionPhase.Investigate && a.Text.Contains(Page, StringComparison.Ordinal));
        Assert.DoesNotContain(story.Actions, a => a.Phase == ActionPhase.Evict);
    }

    [Fact]
    public void A_listed_page_that_is_deleted_or_whose_content_was_collected_is_not_told_so()
    {
        Assert.Empty(Listed("true").Build().Persistence);
        StoryBuilder collected = Listed("false");
        collected.Files.Add(Collected(File));
        Assert.Empty(collected.Build().Persistence);
    }

    [Fact]
    public void A_listed_page_that_an_intrusion_used_is_told_once_and_as_its_own()
    {
        PersistentItem item = Assert.Single(Listed("false").Page(File).Use(0, "198.51.100.1", Page).Build().Persistence);
        Assert.Equal((PersistenceState.Present, "I1"), (item.State, item.Intrusion));
    }

    [Fact]
    public void A_page_whose_neighbours_were_collected_is_gone()
    {
        StoryBuilder story = new StoryBuilder().Ssrf(-1, "198.51.100.1").Add("cmdlet", StoryBuilder.EcpServer, -0.9).Use(0, "198.51.100.1", Page);
        story.Files.Add(Collected(@"C:\inetpub\wwwroot\aspnet_client\web.config"));
        Assert.Equal(PersistenceState.Removed, Assert.Single(story.Build().Persistence).State);
    }

    [Fact]
    public void A_page_of_a_folder_that_was_not_collected_is_not_known()
    {
        StoryBuilder story = new StoryBuilder().Ssrf(-1, "198.51.100.1").Add("cmdlet", StoryBuilder.EcpServer, -0.9).Use(0, "198.51.100.1", Page);
        PersistentItem item = Assert.Single(story.Build().Persistence);
        Assert.Equal((PersistenceState.Unknown, "page", Page), (item.State, item.Kind, item.Name));
    }

    [Fact]
    public void A_page_that_answered_not_found_after_its_last_answer_is_gone()
    {
        StoryBuilder story = new StoryBuilder().Ssrf(-1, "198.51.100.1").Add("cmdlet", StoryBuilder.EcpServer, -0.9).Use(0, "198.51.100.1", Page);
        story.Pages.Add(new PageTraffic(Page, 3, 1, StoryBuilder.At(0), StoryBuilder.At(0), StoryBuilder.At(60)));
        Assert.Equal(PersistenceState.Removed, Assert.Single(story.Build().Persistence).State);
    }

    [Fact]
    public void Use_after_the_fix_is_told_apart_from_use_before()
    {
        StoryBuilder story = new StoryBuilder().Page(File).Use(0, "198.51.100.1", Page);
        story.Files.Add(Collected(File));
        story.Windows.AddRange([Window(ExposureState.Vulnerable, -1000), Window(ExposureState.Fixed, 100)]);
        Assert.False(Assert.Single(story.Build().Persistence).UsedAfterFix);
        Assert.True(Assert.Single(story.Use(200, "198.51.100.1", Page).Build().Persistence).UsedAfterFix);
    }

    [Fact]
    public void An_account_that_was_made_has_an_unknown_state()
    {
        Story story = new StoryBuilder().Ssrf(0, "198.51.100.1").Add("account", StoryBuilder.Events, 0.5, ("TargetUserName", "svc_backup")).Build();
        PersistentItem item = Assert.Single(story.Persistence);
        Assert.Equal(("account", "svc_backup", PersistenceState.Unknown), (item.Kind, item.Name, item.State));
    }

    [Fact]
    public void An_account_is_presumed_to_be_there_while_the_log_runs_on_and_tells_of_no_removal()
    {
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1").Add("account", StoryBuilder.Events, 0.5, ("TargetUserName", "svc_backup"));
        story.EventsEnd = 500;
        PersistentItem item = Assert.Single(story.Build().Persistence);
        Assert.Equal(PersistenceState.Presumed, item.State);
        Assert.Contains("no removal", item.Because, StringComparison.Ordinal);

        story.EventsEnd = 0.5;
        Assert.Equal(PersistenceState.Unknown, Assert.Single(story.Build().Persistence).State);
    }

    [Fact]
    public void An_account_that_was_deleted_again_is_gone()
    {
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1").Add("account", StoryBuilder.Events, 0.5, ("TargetUserName", "svc_backup"))
            .Add("account-deleted", StoryBuilder.Events, 1, ("TargetUserName", "SVC_backup"));
        story.EventsEnd = 500;
        PersistentItem item = Assert.Single(story.Build().Persistence);
        Assert.Equal((PersistenceState.Removed, 2), (item.State, item.Claims.Count));
    }

    [Fact]
    public void A_service_that_is_ordinary_by_itself_counts_only_in_a_chain_with_an_effect()
    {
        (string, string)[] fields = [("ServiceName", "msupdate")];
        Assert.Empty(new StoryBuilder().Ssrf(0, "198.51.100.1").Add("service", StoryBuilder.Events, 0.5, fields).Build().Persistence);
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1").Add("cmdlet", StoryBuilder.EcpServer, 0.1).Add("service", StoryBuilder.Events, 0.5, fields);
        PersistentItem item = Assert.Single(story.Build().Persistence);
        Assert.Equal(("service", "msupdate"), (item.Kind, item.Name));
    }

    [Fact]
    public void The_fix_of_a_flaw_that_was_not_used_is_no_fix_for_what_was_left()
    {
        StoryBuilder story = new StoryBuilder().Page(File).Use(0, "198.51.100.1", Page).Use(200, "198.51.100.1", Page);
        story.Files.Add(Collected(File));
        story.Windows.AddRange(
        [
            Window(ExposureState.Vulnerable, -1000) with { Vulnerability = "CVE-2" }, Window(ExposureState.Fixed, 100) with { Vulnerability = "CVE-2" },
            Window(ExposureState.Vulnerable, -1000),
        ]);
        Assert.False(Assert.Single(story.Build().Persistence).UsedAfterFix);
        Assert.DoesNotContain("patched", story.Answer(6).Summary, StringComparison.Ordinal);

        story.Windows.Add(Window(ExposureState.Fixed, 150));
        Assert.True(Assert.Single(story.Build().Persistence).UsedAfterFix);
        Assert.Contains("It was used after the server was patched against the flaws of the break-in", story.Answer(6).Summary, StringComparison.Ordinal);

        // An older build came back: it was open at the end.
        story.Windows.Add(Window(ExposureState.Vulnerable, 180));
        Assert.False(Assert.Single(story.Build().Persistence).UsedAfterFix);
    }

    [Fact]
    public void A_page_is_proven_by_the_act_that_placed_it()
    {
        PersistentItem item = Assert.Single(new StoryBuilder().Ssrf(-1, "198.51.100.1").Add("cmdlet", StoryBuilder.EcpServer, -0.9).Use(0, "198.51.100.1", Page)
            .Build().Persistence);
        Assert.Equal(StoryBuilder.At(-0.9), item.Placed);
        Assert.Equal(["O2", "O3"], item.Claims);
    }

    [Fact]
    public void Each_of_several_pages_has_the_time_of_the_act_that_names_it_and_else_none()
    {
        const string Other = "/aspnet_client/y7.aspx";
        StoryBuilder named = Two(("EventData", $"Set-OabVirtualDirectory.FilePath='{File}'"), ("EventData", "Set-OabVirtualDirectory.FilePath='C:\\inetpub\\wwwroot\\aspnet_client\\Y7.aspx'"));
        Assert.Equal([(Page, StoryBuilder.At(1)), (Other, StoryBuilder.At(3))], named.Build().Persistence.Select(p => (p.Name, p.Placed!.Value)));

        StoryBuilder nameless = Two(("EventData", "Set-OabVirtualDirectory"), ("EventData", "Set-OabVirtualDirectory"));
        Assert.Equal([null, null], nameless.Build().Persistence.Select(p => p.Placed));

        static StoryBuilder Two((string, string) first, (string, string) second) => new StoryBuilder().Ssrf(0, "198.51.100.1")
            .Add("cmdlet", StoryBuilder.EcpServer, 1, first).Use(2, "198.51.100.1", Page)
            .Add("cmdlet", StoryBuilder.EcpServer, 3, second).Use(4, "198.51.100.1", Other);
    }

    private static StoryBuilder Listed(string deleted) =>
        new StoryBuilder().Add("listed", new LogName("file-listing", ""), 0, ("TargetFilename", File), ("Deleted", deleted));

    private static EvidenceFile Collected(string path) => new()
    {
        Path = path.Replace('\\', '/'),
        OriginalPath = path,
        SizeBytes = 1,
        Sha256 = "",
        Format = "webroot-file",
        Log = StoryBuilder.WebRoot,
    };

    private static ExposureWindow Window(ExposureState state, double from) => new()
    {
        Id = "X1",
        Vulnerability = "CVE-1",
        State = state,
        From = StoryBuilder.At(from),
        To = StoryBuilder.At(from + 1),
        FixPublished = new DateOnly(2021, 3, 2),
        Reason = "",
        Builds = [],
    };
}
