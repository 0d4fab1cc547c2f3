using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Scores the answer to question 7 against the truth.</summary>
internal static class SeenEarlierEvaluation
{
    internal static SeenEarlierScore Score(Assessment assessment, Truth truth, TruthPlaces places)
    {
        EvidenceTime? first = truth.Intrusions.Where(i => i.Provable >= Outcome.Reached).Min(i => i.FirstReached);
        UnusualReport? unusual = assessment.Unusual;
        bool isAssessable = first is { } reached && unusual is { JudgedFrom: { } from, JudgedTo: { } to } && reached.Day >= from && reached.Day <= to;
        UnusualItem? item = assessment.SeenEarlier?.Item;
        return new SeenEarlierScore(
            isAssessable, assessment.SeenEarlier?.State,
            item is null ? null : item.Signs.SelectMany(s => s.Places).Any(p => places.At(p.Location).Place == TruthPlace.Intrusion),
            item is not null && first is { } start ? Math.Round((item.Day.AddDays(1).ToDateTime(TimeOnly.MinValue) - start.Utc).TotalHours, 3) : null);
    }
}
