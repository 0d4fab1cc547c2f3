using Hindcast.Engine.Surprise;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Engine.Surprise;

public sealed class ExplainedThingsTests
{
    private const string Client = "203.0.113.9";

    private static readonly DateOnly Day = new(2022, 12, 9);
    private static readonly RuleKnowledge Flaw = new(new DateOnly(2021, 3, 3), Outcome.Reached, TellsWayIn: true);
    private static readonly RuleKnowledge Page = new(new DateOnly(2021, 3, 3), Outcome.Used, TellsWayIn: false);

    [Fact]
    public void An_intrusion_of_which_only_the_page_is_known_explains_neither_its_address_nor_its_rows()
    {
        ExplainedThings explained = Explained([("O1", "page", 100)], new() { ["page"] = Page });

        Assert.False(explained.Explains(Day, Client));
        Assert.False(explained.Explains(Day, Place(100)));
    }

    [Fact]
    public void A_rule_that_tells_the_way_in_explains_all_of_the_intrusion()
    {
        ExplainedThings explained = Explained([("O1", "page", 100), ("O2", "flaw", 50)], new() { ["page"] = Page, ["flaw"] = Flaw });

        Assert.True(explained.Explains(Day, Client));
        Assert.True(explained.Explains(Day, Place(100)));
        Assert.True(explained.Explains(Day, Place(50)));
        Assert.False(explained.Explains(Day, Place(51)));
        Assert.False(explained.Explains(Day, "203.0.113.10"));
    }

    [Fact]
    public void A_way_in_that_was_not_yet_known_explains_nothing_on_the_day()
    {
        ExplainedThings explained = Explained(
            [("O1", "page", 100), ("O2", "flaw", 50)], new() { ["page"] = Page, ["flaw"] = Flaw with { Known = Day.AddDays(1) } });

        Assert.False(explained.Explains(Day, Client));
        Assert.False(explained.Explains(Day, Place(100)));
        Assert.True(explained.Explains(Day.AddDays(1), Client));
        Assert.True(explained.Explains(Day.AddDays(1), Place(100)));
    }

    [Fact]
    public void A_flaw_that_was_tried_in_vain_tells_no_way_in()
    {
        ExplainedThings explained = Explained(
            [("O1", "page", 100), ("O2", "flaw", 50)], new() { ["page"] = Page, ["flaw"] = Flaw with { Outcome = Outcome.Attempted } });

        Assert.False(explained.Explains(Day, Client));
    }

    [Fact]
    public void What_reached_nothing_is_explained_by_the_rule_that_meets_it()
    {
        ExplainedThings explained = Explained([("O1", "page", 100)], new() { ["page"] = Page with { Outcome = Outcome.Attempted } });

        Assert.True(explained.Explains(Day, Place(100)));
        Assert.False(explained.Explains(Day, Client));
    }

    private static ExplainedThings Explained((string Id, string Rule, long Offset)[] met, Dictionary<string, RuleKnowledge> rules) => new(
        [
            .. met.Select(m => new Observation
            {
                Id = m.Id, RuleId = m.Rule, Location = Place(m.Offset), RecordSha256 = "", Log = new LogName("", "iis"), Fields = [],
            }),
        ],
        [
            new Intrusion
            {
                Id = "I1", Actor = "A1", Title = "", Outcome = Outcome.Used, Stages = [], Addresses = [Client], Pages = [], Techniques = [], Links = [],
                Observations = [.. met.Select(m => m.Id)],
            },
        ],
        rules);

    private static SourceLocation Place(long offset) => new("u_ex.log", offset, 10);
}
