using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Evaluation;

namespace Hindcast.Tests.Unit.Simulation;

public sealed class EvaluationTests
{
    [Fact]
    public void An_intruded_server_scores_in_every_part()
    {
        using SimulatedServer server = SimulatedServer.Of("mass-wave", seed: 3);
        CaseScore score = CaseEvaluation.Score(Assess(server), server.Truth);
        Assert.Equal(Outcome.Used, score.Verdict.Happened);
        Assert.Equal(Outcome.Used, score.Verdict.Said);
        Assert.Equal(VerdictGrade.Right, score.Verdict.Grade);
        Assert.True(score.Time.FirstSurvives);
        Assert.InRange(score.Time.FirstErrorSeconds!.Value, -60, 60);
        Assert.True(score.Exposure.Overlap > 0.99);
        Assert.Equal(1, score.Findings.Recall);
        Assert.Equal(0, score.Findings.OnBackground);
        Assert.Equal(score.Coverage.Days, score.Coverage.Agreed);
    }

    [Fact]
    public void An_assessment_that_says_nothing_of_an_intruded_server_is_a_miss()
    {
        using SimulatedServer server = SimulatedServer.Of("mass-wave", seed: 3), clean = SimulatedServer.Of("clean", seed: 3);
        CaseScore missed = CaseEvaluation.Score(Assess(clean), server.Truth), alarm = CaseEvaluation.Score(Assess(server), clean.Truth);
        Assert.True(missed.Verdict.IsMissed);
        Assert.False(missed.Verdict.IsFalseAlarm);
        Assert.Equal(0, missed.Findings.Recall);
        Assert.Null(missed.Time.FirstErrorSeconds);
        Assert.True(alarm.Verdict.IsFalseAlarm);
        Assert.True(alarm.Findings.OnBackground > 0);
        EvaluationSummary summary = EvaluationSummary.Of("both", [missed, alarm]);
        Assert.Equal(new Proportion(1, 1), summary.FalseAlarms);
        Assert.Equal(new Proportion(0, 1), summary.Found);
    }

    [Fact]
    public void Intervals_are_those_of_the_textbook()
    {
        // Wilson's interval of 8 of 10, and of none of 10.
        Assert.Equal(0.4902, new Proportion(8, 10).Low!.Value, 0.0001);
        Assert.Equal(0.9433, new Proportion(8, 10).High!.Value, 0.0001);
        Assert.Equal(0, new Proportion(0, 10).Low!.Value, 0.0001);
        Assert.Equal(0.2775, new Proportion(0, 10).High!.Value, 0.0001);
        Assert.Null(new Proportion(0, 0).Share);

        MeanValue mean = MeanValue.Of([1, null, 3, 2, 2]);
        Assert.Equal((4, 2.0), (mean.Servers, mean.Mean!.Value));
        Assert.InRange(mean.Low!.Value, 1, 2);
        Assert.InRange(mean.High!.Value, 2, 3);
    }

    private static Assessment Assess(SimulatedServer server) => Assessor.Run(
        new AssessOptions { Evidence = [server.Result.EvidenceFolder], PackFolder = Path.Combine(AppContext.BaseDirectory, "packs"), Tool = "test" },
        new ReadProgress(), CancellationToken.None).Assessment;
}
