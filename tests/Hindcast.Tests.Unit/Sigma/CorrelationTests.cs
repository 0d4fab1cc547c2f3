using Hindcast.Evidence;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Loading;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class CorrelationTests
{
    private static readonly string RuleTexts = string.Join("---\n", new[] { "a", "b", "c" }.Select(n =>
        $"title: {n}\nid: id-{n}\nname: rule_{n}\nlogsource: {{product: test}}\ndetection: {{s: {{A: {n}}}, condition: s}}\n"));

    [Fact]
    public void Event_count_slides_and_reports_a_burst_once()
    {
        const string Text = "type: event_count, rules: [rule_a], group-by: [User], timespan: 10s, condition: {gte: 3}";
        Assert.Empty(Run(Text, "a0 u", "a6 u", "a17 u"));
        Assert.Empty(Run(Text, "a0 u", "a1 v", "a2 u"));
        SigmaCorrelationMatch one = Assert.Single(Run(Text, "a0 U", "a5 u", "a10 u", "a14 u", "a200 u"));
        Assert.Equal(4, one.MatchCount);
        Assert.Equal(0, Seconds(one.First));
        Assert.Equal(14, Seconds(one.Last));
        Assert.Equal(3, one.Value);
        Assert.Equal("User", one.Group[0].Key);
    }

    [Fact]
    public void Window_is_not_longer_than_the_timespan() =>
        Assert.Empty(Run("type: event_count, rules: [rule_a], timespan: 10s, condition: {gt: 1}", "a0 u", "a11 u", "a22 u"));

    [Fact]
    public void Window_is_not_bound_to_clock_boundaries() =>
        Assert.Single(Run("type: event_count, rules: [rule_a], timespan: 1m, condition: {gte: 2}", "a59 u", "a61 u"));

    [Theory]
    [InlineData("{lt: 3}", 1)]
    [InlineData("{eq: 2}", 1)]
    [InlineData("{neq: 2}", 1)]
    [InlineData("{gt: 2, lte: 4}", 1)]
    [InlineData("{gt: 3, lte: 4}", 0)]
    public void Other_comparisons_are_tested_on_closed_windows(string condition, int found) =>
        Assert.Equal(found, Run($"type: event_count, rules: [rule_a], timespan: 10s, condition: {condition}", "a0 u", "a1 u", "a2 u", "a100 u", "a101 u").Count);

    [Fact]
    public void Value_count_counts_different_values()
    {
        const string Text = "type: value_count, rules: [rule_a], group-by: [User], timespan: 10s, condition: {field: V, gte: 2}";
        Assert.Empty(Run(Text, "a0 u 1", "a1 u 1", "a2 v 2"));
        Assert.Single(Run(Text, "a0 u 1", "a1 u 1", "a2 u 2"));
        Assert.Empty(Run(Text, "a0 u 1", "a11 u 2"));
    }

    [Fact]
    public void Sum_average_and_percentile_compute_over_the_window()
    {
        Assert.Single(Run("type: value_sum, rules: [rule_a], timespan: 10s, condition: {field: V, gt: 9}", "a0 u 4", "a1 u 6"));
        Assert.Empty(Run("type: value_sum, rules: [rule_a], timespan: 10s, condition: {field: V, gt: 10}", "a0 u 4", "a1 u 6", "a2 u x"));
        Assert.Equal(5m, Assert.Single(Run("type: value_avg, rules: [rule_a], timespan: 10s, condition: {field: V, gte: 5}", "a0 u 4", "a1 u 6")).Value);
        Assert.Empty(Run("type: value_avg, rules: [rule_a], timespan: 10s, condition: {field: V, gt: 5}", "a0 u 4", "a1 u 6"));
        Assert.Equal(3m, Assert.Single(Run("type: value_percentile, rules: [rule_a], timespan: 10s, condition: {field: V, percentile: 50, gte: 3}", "a0 u 1", "a1 u 3", "a2 u 90")).Value);
    }

    [Fact]
    public void Share_of_a_value_finds_the_rare_ones()
    {
        string[] events = [.. Enumerable.Range(0, 9).Select(i => $"a{i} u common"), "a9 u rare"];
        SigmaCorrelationMatch found = Assert.Single(Run("type: value_percentile, rules: [rule_a], timespan: 1m, condition: {field: V, lte: 10}", events));
        Assert.Equal(10m, found.Value);
    }

    [Fact]
    public void Temporal_needs_all_rules_in_any_order_in_one_group()
    {
        const string Text = "type: temporal, rules: [rule_a, rule_b], group-by: [User], timespan: 10s";
        Assert.Single(Run(Text, "b0 u", "a10 u"));
        Assert.Empty(Run(Text, "b0 u", "a11 u"));
        Assert.Empty(Run(Text, "b0 u", "a1 v"));
        Assert.Empty(Run(Text, "b0 u", "b1 u"));
    }

    [Theory]
    [InlineData("a0 b1 c2", 1)]
    [InlineData("a0 c1 b2", 0)]
    [InlineData("a0 c1 b2 c3", 1)]
    [InlineData("c0 b1 a2", 0)]
    [InlineData("a0 b1 c11", 0)]
    [InlineData("a0 a5 b6 c11", 1)]
    [InlineData("a0 b0 c0", 1)]
    public void Temporal_ordered_needs_the_order_of_the_list(string events, int found) =>
        Assert.Equal(found, Run("type: temporal_ordered, rules: [rule_a, rule_b, rule_c], group-by: [User], timespan: 10s", [.. events.Split(' ').Select(e => e + " u")]).Count);

    [Fact]
    public void Temporal_condition_sets_the_number_of_rules() =>
        Assert.Single(Run("type: temporal, rules: [rule_a, rule_b, rule_c], timespan: 10s, condition: {gte: 2}", "a0 u", "c1 u"));

    [Fact]
    public void Aliases_group_by_different_fields()
    {
        const string Text = "type: temporal, rules: [rule_a, rule_b], group-by: [who], timespan: 10s, aliases: {who: {rule_a: User, rule_b: V}}";
        Assert.Single(Run(Text, "a0 x", "b1 y x"));
        Assert.Empty(Run(Text, "a0 x", "b1 x y"));
    }

    [Fact]
    public void Correlations_chain()
    {
        string text = RuleTexts + """
            ---
            title: Failures then success
            id: outer
            correlation: {type: temporal_ordered, rules: [many, rule_b], group-by: [V], timespan: 10s}
            ---
            title: Many
            name: many
            id: inner
            correlation: {type: event_count, rules: [rule_a], group-by: [User], timespan: 10s, condition: {gte: 3}}
            """;
        SigmaLoadResult rules = SigmaLoader.LoadText(text, "c.yml");
        Assert.True(rules.IsClean, string.Join('\n', rules.Problems));
        SigmaCorrelator correlator = new(rules.Rules, rules.Correlations);
        Assert.Equal(["User", "V"], correlator.FieldsOf("id-a").Order());
        IReadOnlyList<SigmaCorrelationMatch> found = SigmaCorrelator.Run(rules.Rules, rules.Correlations, Events("a0 u v", "a1 u v", "a2 u v", "a9 u v", "b15 w v"));
        Assert.Equal(["inner", "outer"], found.Select(f => f.Correlation.Id).Order());
    }

    [Fact]
    public void Old_aggregation_runs_as_a_correlation()
    {
        SigmaLoadResult rules = SigmaLoader.LoadText(
            "title: Old\nid: old\nlogsource: {product: test}\ndetection: {s: {A: a}, condition: 's | count(V) by User > 1', timeframe: 10s}\n", "old.yml");
        Assert.Equal(["HC4040"], rules.Problems.Select(p => p.Diagnostic.Code));
        Assert.True(Assert.Single(rules.Rules).IsPartOfAggregation);
        SigmaRuleMatch[] events = [.. Events("a0 u 1", "a1 u 2").Select(e => e with { RuleId = "old" })];
        Assert.Single(SigmaCorrelator.Run(rules.Rules, rules.Correlations, events));
    }

    [Fact]
    public void Matches_without_a_group_field_take_no_part() =>
        Assert.Empty(Run("type: event_count, rules: [rule_a], group-by: [Missing], timespan: 10s, condition: {gte: 1}", "a0 u"));

    [Fact]
    public void State_is_bounded_and_loss_is_counted()
    {
        SigmaLoadResult rules = Load("type: event_count, rules: [rule_a], group-by: [User], timespan: 30d, condition: {gte: 2}");
        SigmaCorrelator correlator = new(rules.Rules, rules.Correlations);
        for (int i = 0; i <= SigmaCorrelator.MaxGroups; i++)
        {
            correlator.Add(Events($"a{i / 1000} u{i}").Single());
        }

        Assert.Equal(SigmaCorrelator.MaxGroups / 2, correlator.LostGroups);
    }

    private static IReadOnlyList<SigmaCorrelationMatch> Run(string correlation, params string[] events)
    {
        SigmaLoadResult rules = Load(correlation);
        return SigmaCorrelator.Run(rules.Rules, rules.Correlations, Events(events));
    }

    private static SigmaLoadResult Load(string correlation)
    {
        SigmaLoadResult rules = SigmaLoader.LoadText($"{RuleTexts}---\ntitle: C\nid: corr\ncorrelation: {{{correlation}}}\n", "c.yml");
        Assert.True(rules.IsClean, string.Join('\n', rules.Problems));
        return rules;
    }

    /// <summary>Events written as "a12 user value": rule a at 12 seconds.</summary>
    private static IEnumerable<SigmaRuleMatch> Events(params string[] events) => events.Select((text, i) =>
    {
        string[] parts = text.Split(' ');
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase) { ["User"] = parts[1] };
        if (parts.Length > 2)
        {
            fields["V"] = parts[2];
        }

        DateTime time = new DateTime(2021, 3, 3, 0, 0, 0, DateTimeKind.Utc).AddSeconds(int.Parse(parts[0][1..], null));
        return new SigmaRuleMatch("id-" + parts[0][0], EvidenceTime.FromUtc(time, TimePrecision.Second), fields, new SourceLocation("log", i));
    });

    private static double Seconds(EvidenceTime time) => time.Utc.TimeOfDay.TotalSeconds;
}
