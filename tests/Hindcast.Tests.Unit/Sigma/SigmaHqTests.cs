using Hindcast.Evidence;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Matching;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>The public rules and their regression events; skipped without the data.</summary>
public sealed class SigmaHqTests
{
    /// <summary>
    /// Cases that state one match though their rule, read by hand, meets more of their records: all three values below
    /// ZoneMap\Domains, both AutoShare values, and the three procdump names.
    /// </summary>
    internal static readonly Dictionary<string, int> CountedByHand = new()
    {
        ["45e112d0-7759-4c2a-aa36-9f8fb79d3393"] = 3,
        ["c7dcacd0-cc59-4004-b0a4-1d6cdebe6f3e"] = 2,
        ["8fbf3271-1ef6-4e94-8210-03c2317947f6"] = 3,
    };

    [Fact]
    public void Every_public_rule_loads_but_those_that_need_placeholders()
    {
        SigmaLoadResult result = RegressionCorpus.Rules.Value;
        Assert.InRange(result.Rules.Count, 3_700, 4_000);
        SigmaProblem[] lost = [.. result.Problems.Where(p => p.Diagnostic.Descriptor.Severity == DiagnosticSeverity.Loss)];
        Assert.True(lost.All(p => p.Diagnostic.Code == "HC4024"), string.Join('\n', lost.Select(p => p.ToString())));
        Assert.Equal(2, lost.Length);
        Assert.Equal(result.DocumentCount, result.Rules.Count + lost.Length);
    }

    [Fact]
    public void Every_sample_of_the_specification_loads_but_for_the_rules_it_refers_to()
    {
        string folder = Path.Combine(SharedData.Unpacked("sigma-specification"), "sigma-specification", "tests", "schema");
        SigmaLoadResult result = SigmaLoader.LoadFolder(folder, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(12, result.FileCount);
        Assert.Equal((2, 8, 2), (result.Rules.Count, result.Correlations.Count, result.Filters.Count));

        // The samples name rules that are not among them, and repeat each other's ids.
        Assert.All(result.Problems, p => Assert.True(p.Diagnostic.Code is "HC4031" or "HC4051", p.ToString()));
    }

    [Fact]
    public void Every_regression_event_fires_its_rule_as_often_as_stated()
    {
        SigmaPlan plan = SigmaPlan.Compile(RegressionCorpus.Rules.Value.Rules);
        SigmaMatcher matcher = plan.CreateMatcher();
        List<string> wrong = [];
        int cases = 0;
        foreach ((string ruleId, int count, _, string json) in RegressionCorpus.Cases())
        {
            cases++;
            int found = 0;
            foreach ((SigmaEventShape shape, ArraySlots values) in RegressionCorpus.Events(json))
            {
                ArraySlots slots = values;
                foreach (int rule in matcher.Match(plan.ForShape(shape), ref slots))
                {
                    found += plan.Rules[rule].Id == ruleId ? 1 : 0;
                }
            }

            int expected = CountedByHand.GetValueOrDefault(ruleId, count);
            if (expected == 0 ? found == 0 : found != expected)
            {
                wrong.Add($"{ruleId}: expected {expected}, found {found} ({json})");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(128, cases);
    }

    [Fact]
    public void Plan_agrees_with_interpreter_on_all_regression_events_and_all_rules()
    {
        SigmaPlan plan = SigmaPlan.Compile(RegressionCorpus.Rules.Value.Rules);
        SigmaMatcher matcher = plan.CreateMatcher();
        foreach ((_, _, _, string json) in RegressionCorpus.Cases())
        {
            foreach ((SigmaEventShape shape, ArraySlots values) in RegressionCorpus.Events(json))
            {
                ArraySlots slots = values;
                int[] found = matcher.Match(plan.ForShape(shape), ref slots).ToArray();
                List<int> expected = [];
                for (int rule = 0; rule < plan.Rules.Count; rule++)
                {
                    if (plan.SourceOf(rule, shape) is { } source && SigmaInterpreter.Matches(plan.Rules[rule], new SigmaMappedEvent(shape, source, slots)))
                    {
                        expected.Add(rule);
                    }
                }

                Assert.True(
                    expected.SequenceEqual(found),
                    $"{json}: only interpreter {string.Join(", ", expected.Except(found).Select(r => plan.Rules[r].Title))}; only plan {string.Join(", ", found.Except(expected).Select(r => plan.Rules[r].Title))}");
            }
        }
    }
}
