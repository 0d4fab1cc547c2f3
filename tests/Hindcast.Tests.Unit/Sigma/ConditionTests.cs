using Hindcast.Sigma;
using Hindcast.Sigma.Matching;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class ConditionTests
{
    private const string Detections = """
            sel_a:
                A: 1
            sel_b:
                B: 1
            sel_c:
                C: 1
            _hidden:
                D: 1

        """;

    [Theory]
    [InlineData("sel_a", "a", true)]
    [InlineData("sel_a or sel_b and sel_c", "a", true)]
    [InlineData("sel_a or sel_b and sel_c", "b", false)]
    [InlineData("(sel_a or sel_b) and sel_c", "a", false)]
    [InlineData("(sel_a or sel_b) and sel_c", "bc", true)]
    [InlineData("not sel_a and sel_b", "b", true)]
    [InlineData("not sel_a and sel_b", "ab", false)]
    [InlineData("not (sel_a and sel_b)", "a", true)]
    [InlineData("not not sel_a", "a", true)]
    [InlineData("1 of sel_*", "c", true)]
    [InlineData("all of sel_*", "ab", false)]
    [InlineData("all of sel_*", "abc", true)]
    [InlineData("2 of sel_*", "ac", true)]
    [InlineData("2 of sel_*", "c", false)]
    [InlineData("1 of them", "d", false)]
    [InlineData("all of them", "abc", true)]
    [InlineData("any of sel_*", "b", true)]
    [InlineData("sel_a AND NOT 1 OF *_b", "a", true)]
    [InlineData("1 of *_b or _hidden", "d", true)]
    [InlineData("not 1 of sel_*", "", true)]
    public void Condition_follows_precedence(string condition, string present, bool expected)
    {
        SigmaRule rule = Rules.WithDetection(Detections + $"    condition: {condition}\n");
        MapEvent record = new([.. present.Select(p => (p.ToString(), "1"))]);
        Assert.Equal(expected, SigmaInterpreter.Matches(rule, record));
    }

    [Fact]
    public void List_of_conditions_is_joined_by_or()
    {
        SigmaRule rule = Rules.WithDetection(Detections + "    condition:\n        - sel_a and sel_b\n        - sel_c\n");
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("C", "1"))));
        Assert.False(SigmaInterpreter.Matches(rule, new MapEvent(("A", "1"))));
    }

    [Fact]
    public void Not_over_a_missing_field_is_true()
    {
        SigmaRule rule = Rules.WithDetection("    sel:\n        A: 1\n    filter:\n        Missing|contains: x\n    condition: sel and not filter\n");
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("A", "1"))));
    }

    [Fact]
    public void Map_is_and_and_list_of_maps_is_or()
    {
        SigmaRule rule = Rules.WithDetection("    sel:\n        - A: 1\n          B: 1\n        - C: 1\n    condition: sel\n");
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("A", "1"), ("B", "1"))));
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("C", "1"))));
        Assert.False(SigmaInterpreter.Matches(rule, new MapEvent(("A", "1"))));
    }

    [Fact]
    public void Keywords_are_searched_in_every_text_of_the_event()
    {
        SigmaRule rule = Rules.WithDetection("    keywords:\n        - ' -Mailbox '\n        - 'a*\"quoted\\\\path'\n    condition: keywords\n");
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("D", "x")).WithText("Cmdlet suceeded. parameters -Mailbox \"x\".")));
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("D", "1 a23 \"quoted\\path 4"))));
        Assert.False(SigmaInterpreter.Matches(rule, new MapEvent(("D", "-Mailbox x"))));
    }

    [Fact]
    public void Keyword_map_with_all_needs_every_keyword()
    {
        SigmaRule rule = Rules.WithDetection("    keywords:\n        '|all':\n            - one\n            - two\n    condition: keywords\n");
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("D", "one"), ("E", "xtwox"))));
        Assert.False(SigmaInterpreter.Matches(rule, new MapEvent(("D", "one"))));
    }

    [Fact]
    public void Lists_may_mix_keywords_and_maps()
    {
        SigmaRule rule = Rules.WithDetection("    sel:\n        - word\n        - A: 1\n    condition: sel\n");
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("X", "a word here"))));
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("A", "1"))));
        Assert.False(SigmaInterpreter.Matches(rule, new MapEvent(("A", "2"))));
    }
}
