using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Simulation.Evaluation;

/// <summary>The scores of many servers.</summary>
public sealed record EvaluationSummary
{
    private const double ToTheMinuteSeconds = 60;

    /// <summary>What the numbers are of: a scenario's id, or "all".</summary>
    public required string Name { get; init; }

    /// <summary>Servers.</summary>
    public required int Servers { get; init; }

    /// <summary>Servers that nobody got into and that were called broken into, of all that nobody got into.</summary>
    public required Proportion FalseAlarms { get; init; }

    /// <summary>Servers called broken into, of those where the evidence shows it.</summary>
    public required Proportion Found { get; init; }

    /// <summary>Servers broken into of which the evidence that is left shows nothing.</summary>
    public required int NotProvable { get; init; }

    /// <summary>Verdicts on the very rung that the evidence shows.</summary>
    public required Proportion VerdictRight { get; init; }

    /// <summary>First compromise to the minute, of the servers where its rows are left.</summary>
    public required Proportion FirstToTheMinute { get; init; }

    /// <summary>The same against the first row that is left, of all servers where one is.</summary>
    public required Proportion FirstVisibleToTheMinute { get; init; }

    /// <summary>Last sign to the minute, of all servers where a row is left.</summary>
    public required Proportion LastToTheMinute { get; init; }

    /// <summary>Overlap of the exposure windows.</summary>
    public required MeanValue ExposureOverlap { get; init; }

    /// <summary>Observations at rows or files of intrusions and scans.</summary>
    public required Proportion Precision { get; init; }

    /// <summary>Observations at what administrators did.</summary>
    public required int OnLookalikes { get; init; }

    /// <summary>Observations at the traffic of every day.</summary>
    public required int OnBackground { get; init; }

    /// <summary>Steps found, of those of which the evidence shows something.</summary>
    public required Proportion Recall { get; init; }

    /// <summary>The same by kind.</summary>
    public required IReadOnlyList<StepCount> Steps { get; init; }

    /// <summary>Number of groups within the range that the assessment gives, of servers where the evidence shows an intrusion.</summary>
    public required Proportion ActorsInRange { get; init; }

    /// <summary>Clusters that mix groups, over all servers.</summary>
    public required int OverMerged { get; init; }

    /// <summary>Groups that are spread over clusters, over all servers.</summary>
    public required int OverSplit { get; init; }

    /// <summary>Precision of pairs of observations.</summary>
    public required MeanValue ActorPairPrecision { get; init; }

    /// <summary>Recall of pairs of observations.</summary>
    public required MeanValue ActorPairRecall { get; init; }

    /// <summary>B-cubed precision.</summary>
    public required MeanValue ActorCubedPrecision { get; init; }

    /// <summary>B-cubed recall.</summary>
    public required MeanValue ActorCubedRecall { get; init; }

    /// <summary>Servers said to have lost mail, of those where rows of that are left.</summary>
    public required Proportion MailReadSaid { get; init; }

    /// <summary>Mailboxes named, of those whose owner the evidence names.</summary>
    public required Proportion MailboxesNamed { get; init; }

    /// <summary>Mailboxes named that nobody read.</summary>
    public required int MailboxesWrong { get; init; }

    /// <summary>Servers with a bound of the bytes that went out, of those that lost mail or archives.</summary>
    public required Proportion BytesBoundGiven { get; init; }

    /// <summary>Servers whose bound is not below the mail and archives that went out, of those with a bound.</summary>
    public required Proportion BytesBoundHolds { get; init; }

    /// <summary>Servers whose counted bytes are not below the mail and archives that went out, of those that lost any: what a count taken for a bound would be worth.</summary>
    public required Proportion BytesAllCounted { get; init; }

    /// <summary>Pages, accounts, tasks and services called present, of those that are.</summary>
    public required Proportion StillThere { get; init; }

    /// <summary>Things called present that no intruder left.</summary>
    public required int WronglyStillThere { get; init; }

    /// <summary>Actions that the truth asks for and that are named.</summary>
    public required Proportion ActionsNamed { get; init; }

    /// <summary>Servers that say to tell those who must know, of those where the evidence shows that they must.</summary>
    public required Proportion DutiesSaid { get; init; }

    /// <summary>Servers that nobody got into and whose actions hold something that follows an intrusion only.</summary>
    public required Proportion AlarmingActions { get; init; }

    /// <summary>Servers said to have been seen at the time, of those with enough past that somebody got into.</summary>
    public required Proportion SeenEarlierSaid { get; init; }

    /// <summary>Items behind that answer, of one kind or more, that stand at a row of an intrusion.</summary>
    public required Proportion SeenEarlierRight { get; init; }

    /// <summary>Log days that assessment and truth both call covered, of those that either does.</summary>
    public required Proportion Coverage { get; init; }

    /// <summary>Sums up.</summary>
    public static EvaluationSummary Of(string name, IReadOnlyList<CaseScore> cases)
    {
        StepCount[] steps = [.. cases.SelectMany(c => c.Findings.Steps).GroupBy(s => s.Kind, StringComparer.Ordinal)
            .Select(g => new StepCount(g.Key, g.Sum(s => s.Visible), g.Sum(s => s.Found))).OrderBy(s => s.Kind, StringComparer.Ordinal)];
        CaseScore[] timed = [.. cases.Where(c => c.Time.FirstSurvives)], visible = [.. cases.Where(c => c.Verdict.IsProvable)];
        return new EvaluationSummary
        {
            Name = name,
            Servers = cases.Count,
            FalseAlarms = new Proportion(cases.Count(c => c.Verdict.IsFalseAlarm), cases.Count(c => c.Verdict.Happened < Outcome.Reached)),
            Found = new Proportion(visible.Count(c => !c.Verdict.IsMissed), visible.Length),
            NotProvable = cases.Count(c => c.Verdict.Happened >= Outcome.Reached && !c.Verdict.IsProvable),
            VerdictRight = new Proportion(cases.Count(c => c.Verdict.Grade == VerdictGrade.Right), cases.Count),
            FirstToTheMinute = new Proportion(timed.Count(c => IsClose(c.Time.FirstErrorSeconds)), timed.Length),
            FirstVisibleToTheMinute = new Proportion(visible.Count(c => IsClose(c.Time.FirstVisibleErrorSeconds)), visible.Length),
            LastToTheMinute = new Proportion(visible.Count(c => IsClose(c.Time.LastErrorSeconds)), visible.Length),
            ExposureOverlap = MeanValue.Of(cases.Select(c => c.Exposure.Overlap)),
            Precision = new Proportion(cases.Sum(c => c.Findings.OnIntrusions + c.Findings.OnScans), cases.Sum(c => c.Findings.Observations)),
            OnLookalikes = cases.Sum(c => c.Findings.OnLookalikes),
            OnBackground = cases.Sum(c => c.Findings.OnBackground),
            Recall = new Proportion(steps.Sum(s => s.Found), steps.Sum(s => s.Visible)),
            Steps = steps,
            ActorsInRange = new Proportion(visible.Count(c => c.Actors.IsCountInRange), visible.Length),
            OverMerged = cases.Sum(c => c.Actors.OverMerged),
            OverSplit = cases.Sum(c => c.Actors.OverSplit),
            ActorPairPrecision = MeanValue.Of(cases.Select(c => c.Actors.PairPrecision)),
            ActorPairRecall = MeanValue.Of(cases.Select(c => c.Actors.PairRecall)),
            ActorCubedPrecision = MeanValue.Of(cases.Select(c => c.Actors.CubedPrecision)),
            ActorCubedRecall = MeanValue.Of(cases.Select(c => c.Actors.CubedRecall)),
            MailReadSaid = new Proportion(cases.Count(c => c.Impact.MailWasRead && c.Impact.SaysMailWasRead), cases.Count(c => c.Impact.MailWasRead)),
            MailboxesNamed = new Proportion(cases.Sum(c => c.Impact.Named), cases.Sum(c => c.Impact.Mailboxes)),
            MailboxesWrong = cases.Sum(c => c.Impact.WronglyNamed),
            BytesBoundGiven = new Proportion(cases.Count(c => c.Impact is { BytesTaken: > 0, BytesBound: not null }), cases.Count(c => c.Impact.BytesTaken > 0)),
            BytesBoundHolds = new Proportion(cases.Count(c => c.Impact.BytesBound >= c.Impact.BytesTaken), cases.Count(c => c.Impact.BytesBound is not null)),
            BytesAllCounted = new Proportion(
                cases.Count(c => c.Impact.BytesTaken > 0 && c.Impact.BytesCounted >= c.Impact.BytesTaken), cases.Count(c => c.Impact.BytesTaken > 0)),
            StillThere = new Proportion(cases.Sum(c => c.Persistence.Found), cases.Sum(c => c.Persistence.Present)),
            WronglyStillThere = cases.Sum(c => c.Persistence.WronglyPresent),
            ActionsNamed = new Proportion(cases.Sum(c => c.Actions.Named), cases.Sum(c => c.Actions.Asked)),
            DutiesSaid = new Proportion(cases.Count(c => c.Actions.IsDuty && c.Actions.SaysDuty), cases.Count(c => c.Actions.IsDuty)),
            AlarmingActions = new Proportion(cases.Count(c => c.Actions.Alarming > 0), cases.Count(c => c.Actions.NobodyGotIn)),
            SeenEarlierSaid = new Proportion(cases.Count(c => c.SeenEarlier is { IsAssessable: true, Said: SeenEarlierState.Seen }), cases.Count(c => c.SeenEarlier.IsAssessable)),
            SeenEarlierRight = new Proportion(cases.Count(c => c.SeenEarlier.IsTrue == true), cases.Count(c => c.SeenEarlier.IsTrue is not null)),
            Coverage = new Proportion(cases.Sum(c => c.Coverage.Agreed), cases.Sum(c => c.Coverage.Days)),
        };
    }

    private static bool IsClose(double? seconds) => seconds is { } error && Math.Abs(error) < ToTheMinuteSeconds;
}
