using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Stories;

/// <summary>Sentences that say what was seen, and no more.</summary>
public sealed class AnswerTests
{
    private const string Page = "/aspnet_client/x9.aspx";
    private const string Today = "A general rule, written with what is known today, meets";

    [Fact]
    public void Each_flaw_was_open_in_its_own_window()
    {
        StoryBuilder story = new();
        story.Flaws.Add("CVE-2");
        story.Builds.Add(new BuildSpan(
            "B1", new BuildNumber(15, 1, 2106, 2), "", null, BuildPrecision.SecurityUpdate, StoryBuilder.At(0), StoryBuilder.At(900), default, default, 1, []));
        story.Windows.AddRange([Open("CVE-2", 0, 60), Open("CVE-1", 0, 900)]);
        Assert.Equal(
            $"Yes: seen open to CVE-2 from {StoryBuilder.At(0)} to {StoryBuilder.At(60)}, after the fix was published; "
            + $"to CVE-1 from {StoryBuilder.At(0)} to {StoryBuilder.At(900)}, after the fix was published.", story.Answer(1).Summary);
    }

    [Fact]
    public void Code_that_ran_through_the_flaw_is_not_called_left_behind()
    {
        StoryBuilder story = new StoryBuilder().Ssrf(0, "198.51.100.1").Add("child", StoryBuilder.Events, 0.1);
        Verdict verdict = story.Judge();
        Assert.Equal((Outcome.Used, "Compromised: code was run on this server."), (verdict.Outcome, verdict.Headline));
        Assert.StartsWith("Nothing that outlives a patch", verdict.Summary[1].Text, StringComparison.Ordinal);
        Assert.Equal("Yes: succeeded, and code was run on the server.", story.Answer(2).Summary);
        Assert.All(verdict.Reasons, r => Assert.DoesNotContain("left behind", r.Text, StringComparison.Ordinal));
        Assert.EndsWith(": code was run on the server", Assert.Single(story.Build().Intrusions).Title, StringComparison.Ordinal);

        verdict = story.Page(@"C:\inetpub\wwwroot\aspnet_client\x9.aspx").Use(1, "198.51.100.1", Page).Judge();
        Assert.Equal("Compromised: something was left on this server and used.", verdict.Headline);
        Assert.Contains(verdict.Reasons, r => r.Text.Contains("left behind and used afterwards", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_rule_of_today_meets_is_no_yes_to_what_would_have_been_seen()
    {
        StoryBuilder story = new StoryBuilder().Page(@"C:\inetpub\wwwroot\aspnet_client\x9.aspx").Use(0, "198.51.100.1", Page);
        story.SeenEarlier = new SeenEarlierReport { State = SeenEarlierState.NotAssessable, Without = [], OtherItemsUntil = 0, DaysJudged = 0 };
        Answer answer = story.Answer(7);
        Assert.Equal(AnswerStatus.NotAssessable, answer.Status);
        Assert.Equal($"Not assessable: the logs hold too little past to tell what was unusual when it happened. {Today} the break-in on 2021-03-03.", answer.Summary);
        Assert.Contains(answer.Details, d => d.Text.StartsWith("By a general rule of today: 2021-03-03", StringComparison.Ordinal));

        story.SeenEarlier = null;
        Assert.StartsWith("Not assessable: what was unusual on the server was not looked at.", story.Answer(7).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_is_shown_to_have_got_in_question_7_says_what_was_met_instead()
    {
        Assert.Equal("Nothing happened in these logs that was there to be seen.", new StoryBuilder().Answer(7).Summary);
        StoryBuilder tried = new StoryBuilder().Add("try", StoryBuilder.HttpProxy, 0, ("ClientIpAddress", "203.0.113.1"));
        Assert.Equal("No break-in is shown that was there to be seen, only attempts.", tried.Answer(7).Summary);
        StoryBuilder exported = new StoryBuilder().Add("odd", StoryBuilder.Events, 0);
        Assert.Equal($"No attack is shown that was there to be seen. {Today} something worth a look on 2021-03-03.", exported.Answer(7).Summary);
    }

    private static ExposureWindow Open(string flaw, double from, double to) => new()
    {
        Id = "X1",
        Vulnerability = flaw,
        State = ExposureState.Vulnerable,
        From = StoryBuilder.At(from),
        To = StoryBuilder.At(to),
        NDayFrom = StoryBuilder.At(from),
        FixPublished = new DateOnly(2021, 3, 2),
        Reason = "",
        Builds = ["B1"],
    };
}
