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
        Assert.True(score.Actions is { IsDuty: true, SaysDuty: true, Alarming: 0 });
        Assert.True(score.Actions.Asked > 4);
        Assert.Empty(score.Actions.Missing);
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
        Assert.True(alarm.Actions.Alarming > 0);
        Assert.Contains("change credentials", missed.Actions.Missing);
        EvaluationSummary summary = EvaluationSummary.Of("both", [missed, alarm]);
        Assert.Equal(new Proportion(1, 1), summary.FalseAlarms);
        Assert.Equal(new Proportion(0, 1), summary.Found);
    }

    [Fact]
    public void Archives_count_as_taken_and_a_count_without_them_is_no_bound()
    {
        using SimulatedServer server = SimulatedServer.Of("ransomware", seed: 22);
        Assessment assessment = Assess(server);
        CaseScore score = CaseEvaluation.Score(assessment, server.Truth);
        Assert.Equal(server.Truth.Intrusions.Sum(i => i.ArchiveBytes), score.Impact.BytesTaken);
        Assert.True(score.Impact.BytesTaken > score.Impact.BytesCounted);
        Assert.Null(score.Impact.BytesBound);
        EvaluationSummary summary = EvaluationSummary.Of("one", [score]);
        Assert.Equal((new Proportion(0, 1), new Proportion(0, 0), new Proportion(0, 1)), (summary.BytesBoundGiven, summary.BytesBoundHolds, summary.BytesAllCounted));

        // A bound that the logs do not bear is scored as one that does not hold.
        BytesOut[] bold = [.. assessment.Impact.BytesOut.Select(b => b with { UpperBound = b.Counted })];
        CaseScore wrong = CaseEvaluation.Score(assessment with { Impact = assessment.Impact with { BytesOut = bold } }, server.Truth);
        Assert.Equal(new Proportion(0, 1), EvaluationSummary.Of("one", [wrong]).BytesBoundHolds);
    }

    [Fact]
    public void A_view_state_that_is_turned_away_is_an_attempt_and_one_that_is_not_is_dated_by_its_request()
    {
        using SimulatedServer tried = SimulatedServer.Of("viewstate-attempted", seed: 5), taken = SimulatedServer.Of("viewstate-2020", seed: 5);
        CaseScore attempt = CaseEvaluation.Score(Assess(tried), tried.Truth), success = CaseEvaluation.Score(Assess(taken), taken.Truth);
        Assert.Equal((Outcome.Attempted, Outcome.Attempted), (attempt.Verdict.Happened, attempt.Verdict.Said));
        Assert.Equal(VerdictGrade.Right, success.Verdict.Grade);
        Assert.InRange(success.Time.FirstErrorSeconds!.Value, -1, 1);
    }

    [Fact]
    public void A_page_of_the_owner_makes_no_attempt_out_of_a_scan()
    {
        using SimulatedServer server = SimulatedServer.Of("administrator", seed: 5);
        Assessment assessment = Assess(server);
        Assert.Equal(Outcome.Scanned, assessment.Verdict.Outcome);
        Assert.Contains("worth a look", assessment.Verdict.Headline, StringComparison.Ordinal);
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
