using Hindcast.Sigma;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Matching;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class FilterTests
{
    [Theory]
    [InlineData("selection", "11111111-1111-4111-8111-111111111111", "test", false)]
    [InlineData("not selection", "11111111-1111-4111-8111-111111111111", "test", false)]
    [InlineData("selection", "any", "test", false)]
    [InlineData("selection", "any", "other", true)]
    public void Filter_keeps_its_rules_quiet(string condition, string rules, string product, bool expected)
    {
        SigmaLoadResult result = SigmaLoader.LoadTexts(
        [
            ("rule.yml", Rules.Text("A: 1")),
            ("filter.yml", $"title: Admins\nlogsource: {{product: {product}}}\nfilter:\n  rules: {rules}\n  selection:\n    User|startswith: adm_\n  condition: {condition}\n"),
        ]);
        Assert.True(result.IsClean, string.Join('\n', result.Problems));
        Assert.Single(result.Filters);
        SigmaRule rule = Assert.Single(result.Rules);
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("A", "1"), ("User", "joe"))));
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("A", "1"))));
        Assert.Equal(expected, SigmaInterpreter.Matches(rule, new MapEvent(("A", "1"), ("User", "ADM_x"))));
    }

    [Fact]
    public void Filter_for_an_unknown_rule_is_reported()
    {
        SigmaLoadResult result = SigmaLoader.LoadText("title: F\nlogsource: {product: test}\nfilter:\n  rules: [nothing]\n  selection: {A: 1}\n  condition: selection\n", "f.yml");
        Assert.Equal("HC4051", Assert.Single(result.Problems).Diagnostic.Code);
    }
}
