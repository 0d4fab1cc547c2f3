using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Stories;

public sealed class ActorTests
{
    private const string Hash = "b75f163ca9b9240bf4b37ad92bc7556b40a17e27c2b8ed5c8991385fe07d17d0";

    [Fact]
    public void One_shared_address_never_merges()
    {
        ActorReport actors = new StoryBuilder().Ssrf(0, "198.51.100.1", "tool-a/1").Ssrf(900, "198.51.100.1", "tool-b/1").Build().Actors;
        Assert.Equal((1, 2, 2), (actors.AtLeast, actors.AtMost, actors.Clusters.Count));
    }

    [Fact]
    public void A_shared_public_tool_never_merges()
    {
        ActorReport actors = new StoryBuilder().Ssrf(0, "198.51.100.1").Ssrf(900, "198.51.100.2").Build().Actors;
        Assert.Equal(2, actors.Clusters.Count);
    }

    [Fact]
    public void One_shared_address_and_a_public_tool_never_merge()
    {
        ActorReport actors = new StoryBuilder().Ssrf(0, "198.51.100.1").Ssrf(900, "198.51.100.1").Build().Actors;
        Assert.Equal(2, actors.Clusters.Count);
    }

    [Fact]
    public void What_the_server_compiles_by_itself_is_no_command_of_an_operator()
    {
        const string Compiler = @"""C:\Windows\Microsoft.NET\Framework64\v4.0.30319\jsc.exe"" /noconfig @""C:\temp\p.cmdline""";
        (string, string)[] Child(string command) => [("CommandLine", command), ("ParentImage", @"C:\Windows\System32\inetsrv\w3wp.exe")];
        int Clusters(string command) => new StoryBuilder()
            .Ssrf(0, "198.51.100.1").Add("child", StoryBuilder.Events, 0.1, Child(command))
            .Ssrf(900, "198.51.100.1").Add("child", StoryBuilder.Events, 900.1, Child(command)).Build().Actors.Clusters.Count;
        Assert.Equal(2, Clusters(Compiler));
        Assert.Equal(2, Clusters(@"""cmd"" /c cd /d ""C:/inetpub/wwwroot""&whoami&echo [S]&cd&echo [E]"));
        Assert.Equal(1, Clusters(@"""cmd"" /c cd /d ""C:/inetpub/wwwroot""&rar a -hpS3cret c:\perflogs\q.rar c:\users&echo [S]&cd&echo [E]"));
    }

    [Fact]
    public void Two_independent_kinds_merge_with_their_reason()
    {
        ActorReport actors = new StoryBuilder().Ssrf(0, "198.51.100.1", "tool-a/1").Ssrf(900, "198.51.100.1", "tool-a/1").Build().Actors;
        ActorCluster cluster = Assert.Single(actors.Clusters);
        ActorMerge merge = Assert.Single(cluster.Merges);
        Assert.Equal(("I2", "I1", "Same address and user-agent"), (merge.Intrusion, merge.Into, merge.Reason));
        Assert.Equal((1, 2), (actors.AtLeast, actors.AtMost));
    }

    [Fact]
    public void What_differs_in_two_kinds_is_at_least_two_operators()
    {
        ActorReport actors = new StoryBuilder().Ssrf(0, "198.51.100.1", "tool-a/1").Ssrf(900, "198.51.100.2", "tool-b/1").Build().Actors;
        Assert.Equal((2, 2), (actors.AtLeast, actors.AtMost));
    }

    [Fact]
    public void Agreement_after_more_than_thirty_days_does_not_merge()
    {
        ActorReport actors = new StoryBuilder().Ssrf(0, "198.51.100.1", "tool-a/1").Ssrf(32 * 1440, "198.51.100.1", "tool-a/1").Build().Actors;
        Assert.Equal(2, actors.Clusters.Count);
    }

    [Fact]
    public void An_exclusive_file_makes_a_group_likely_and_never_more_alone()
    {
        Resemblance likely = Assert.Single(Cluster(new ActorFeature(ActorFeatureKind.Sha256, Hash, IsExclusive: true, null, null, "Report, 2021")).Resemblances);
        Assert.Equal((Likelihood.Likely, Confidence.Moderate), (likely.Likelihood, likely.Confidence));
        Assert.NotEmpty(likely.For);
    }

    [Fact]
    public void What_others_use_too_leaves_a_group_unlikely_and_says_so()
    {
        Resemblance weak = Assert.Single(Cluster(new ActorFeature(ActorFeatureKind.Sha256, Hash, IsExclusive: false, null, null, "Report, 2021")).Resemblances);
        Assert.True(weak.Likelihood <= Likelihood.Unlikely);
        Assert.Contains(weak.Against, a => a.Text == "Nothing that agrees is theirs alone");
    }

    [Fact]
    public void A_group_that_was_not_active_yet_is_no_candidate() =>
        Assert.Empty(Cluster(new ActorFeature(ActorFeatureKind.Sha256, Hash, IsExclusive: true, null, null, "Report, 2021"), new DateOnly(2021, 5, 1)).Resemblances);

    [Fact]
    public void An_address_outside_its_published_dates_speaks_for_nobody()
    {
        ActorFeature gone = new(ActorFeatureKind.Ip, "198.51.100.1", IsExclusive: true, new DateOnly(2021, 1, 1), new DateOnly(2021, 1, 31), "Report, 2021");
        Assert.Empty(Cluster(gone).Resemblances);
    }

    [Fact]
    public void Explanations_are_ranked_by_what_contradicts_them()
    {
        IReadOnlyList<Hypothesis> table = Cluster(null).Hypotheses;
        Assert.True(table.Single(h => h.Name.StartsWith("Nothing happened", StringComparison.Ordinal)).Inconsistency
            > table.Single(h => h.Name == "A criminal group").Inconsistency);
        Assert.All(table.SelectMany(h => h.Against), a => Assert.NotEmpty(a.Claims));
    }

    [Fact]
    public void Users_of_one_page_whom_nothing_else_joins_can_be_several_operators()
    {
        StoryBuilder story = Users("Mozilla/5.0", "antSword/v2.1");
        Intrusion intrusion = Assert.Single(story.Build().Intrusions);
        Assert.Contains(intrusion.Links, l => l is { Kind: "page", Strength: LinkStrength.Soft });
        ActorReport actors = story.Build().Actors;
        Assert.Equal((1, 2, 2), (actors.AtLeast, actors.AtMost, Assert.Single(actors.Clusters).AtMost));
        Assert.StartsWith("At least 1, at most 2 operators.", story.Answer(4).Summary, StringComparison.Ordinal);
        Assert.Contains(story.Answer(4).Details, d => d.Text.StartsWith("A1 can be up to 2 operators", StringComparison.Ordinal));
        Assert.Contains("what links them points to at least 1 and at most 2 operators", story.Judge().Summary[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Users_of_one_page_are_one_operator_by_an_agent_that_is_not_in_use_by_many_or_by_one_address()
    {
        Assert.Equal(1, Users("tool-a/1", "tool-a/1").Build().Actors.AtMost);
        Assert.Equal(1, Users("tool-a/1", "tool-b/1", second: "198.51.100.1").Build().Actors.AtMost);
    }

    private static StoryBuilder Users(string agent, string other, string second = "203.0.113.140") => new StoryBuilder()
        .Page(@"C:\inetpub\wwwroot\aspnet_client\x9.aspx")
        .Use(0, "198.51.100.1", "/aspnet_client/x9.aspx", agent: agent).Use(1440, second, "/aspnet_client/x9.aspx", agent: other);

    private static ActorCluster Cluster(ActorFeature? feature, DateOnly? activeFrom = null)
    {
        StoryBuilder builder = new StoryBuilder().Ssrf(0, "198.51.100.1").Page(@"C:\inetpub\wwwroot\aspnet_client\x9.aspx", Hash)
            .Use(2, "198.51.100.1", "/aspnet_client/x9.aspx");
        if (feature is not null)
        {
            builder.Actors.Add(new ActorProfile
            {
                Id = "g",
                Name = "G",
                Kind = ActorKind.Group,
                ActiveFrom = activeFrom ?? new DateOnly(2021, 1, 3),
                Source = "Report, 2021",
                Features = [feature],
            });
        }

        return Assert.Single(builder.Build().Actors.Clusters);
    }
}
