using Hindcast.Formats.Evtx;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Matching;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>Public rules over event log files; skipped without the data.</summary>
public sealed class SigmaEvtxTests
{
    [Fact]
    public void Every_regression_event_log_fires_its_rule_as_often_as_stated()
    {
        SigmaPlan plan = SigmaPlan.Compile(RegressionCorpus.Rules.Value.Rules);
        SigmaMatcher matcher = plan.CreateMatcher();
        List<string> wrong = [];
        int cases = 0;
        foreach ((string ruleId, int count, string evtx, _) in RegressionCorpus.Cases())
        {
            cases++;
            int found = 0;
            using EvtxReader reader = EvtxReader.Open(evtx);
            EvtxSlots slots = new(reader.Record);
            while (reader.Read())
            {
                foreach (int rule in matcher.Match(plan.ForShape(slots.Next()), ref slots))
                {
                    found += plan.Rules[rule].Id == ruleId ? 1 : 0;
                }
            }

            int expected = SigmaHqTests.CountedByHand.GetValueOrDefault(ruleId, count);
            if (expected == 0 ? found == 0 : found != expected)
            {
                wrong.Add($"{ruleId}: expected {expected}, found {found} ({evtx})");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(128, cases);
    }

    [Fact]
    public void Plan_agrees_with_interpreter_on_a_sample_of_all_event_logs()
    {
        SigmaPlan plan = SigmaPlan.Compile(RegressionCorpus.Rules.Value.Rules);
        SigmaMatcher matcher = plan.CreateMatcher();
        List<string> wrong = [];
        int records = 0;
        int compared = 0;
        foreach (string file in Directory.EnumerateFiles(SharedData.Unpacked("evtx"), "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using EvtxReader reader = EvtxReader.Open(file);
            EvtxSlots slots = new(reader.Record);
            while (reader.Read())
            {
                SigmaEventShape shape = slots.Next();
                SigmaShapePlan shapePlan = plan.ForShape(shape);
                int[] found = matcher.Match(shapePlan, ref slots).ToArray();

                // The interpreter takes milliseconds a record: every match is checked, and of the rest one in a hundred.
                IEnumerable<int> toCheck = records++ % 100 == 0 ? Enumerable.Range(0, plan.Rules.Count) : found;
                foreach (int rule in toCheck)
                {
                    compared++;
                    bool expected = plan.SourceOf(rule, shape) is { } source
                        && SigmaInterpreter.Matches(plan.Rules[rule], new SigmaMappedEvent(shape, source, slots));
                    if (expected != found.Contains(rule))
                    {
                        wrong.Add($"{plan.Rules[rule].Title}: {expected} in {reader.Record.Location}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.True(records > 38_000, $"{records} records");
        Assert.True(compared > 100_000, $"{compared} comparisons");
    }
}
