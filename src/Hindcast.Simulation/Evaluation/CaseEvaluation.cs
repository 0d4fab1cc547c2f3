using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Compares an assessment with the truth of the server that it is of. Pure.</summary>
public static class CaseEvaluation
{
    /// <summary>Scores an assessment.</summary>
    public static CaseScore Score(Assessment assessment, Truth truth)
    {
        TruthPlaces places = new(truth);
        return new CaseScore
        {
            Scenario = truth.Scenario,
            Seed = truth.Seed,
            Exposure = Exposure(assessment, truth),
            Verdict = Verdict(assessment, truth),
            Time = Time(assessment, truth),
            Findings = Findings(assessment, truth, places),
            Coverage = Coverage(assessment, truth),
            Actors = ActorEvaluation.Score(assessment, truth, places),
            Impact = ImpactEvaluation.Score(assessment, truth),
            Persistence = PersistenceEvaluation.Score(assessment, truth),
            Actions = ActionEvaluation.Score(assessment, truth),
            SeenEarlier = SeenEarlierEvaluation.Score(assessment, truth, places),
        };
    }

    private static VerdictScore Verdict(Assessment assessment, Truth truth)
    {
        Outcome said = assessment.Verdict.Outcome;
        return new VerdictScore(
            said, truth.Happened, truth.Provable,
            said == truth.Provable ? VerdictGrade.Right : said < truth.Provable ? VerdictGrade.TooLow : VerdictGrade.TooHigh);
    }

    private static ExposureScore Exposure(Assessment assessment, Truth truth)
    {
        HashSet<string> known = [.. assessment.Exposure.Windows.Select(w => w.Vulnerability)];

        // The truth speaks of the flaws that the simulator knows; of others that a pack judges it says nothing.
        HashSet<string> simulated = [.. SimulationKnowledge.Instance.Flaws.Select(f => f.Id)];
        List<double> overlaps = [];
        foreach (string flaw in known.Where(simulated.Contains).Order(StringComparer.Ordinal))
        {
            // The state between two rows that show the same state is that state: windows of one flaw never overlap.
            // The setup log tells of times before the first day that is simulated.
            List<(long From, long To)> said = [.. assessment.Exposure.Windows
                .Where(w => w.Vulnerability == flaw && w.State == ExposureState.Vulnerable && w.To > truth.From)
                .Select(w => (Math.Max(w.From.UtcTicks, truth.From.UtcTicks), w.To.UtcTicks))];
            List<(long From, long To)> real = [.. truth.Exposure.Where(e => e.Vulnerability == flaw).Select(e => (e.From.UtcTicks, e.To.UtcTicks))];
            long saidTicks = said.Sum(w => w.To - w.From), realTicks = real.Sum(w => w.To - w.From);
            long both = said.Sum(s => real.Sum(r => Math.Max(0, Math.Min(s.To, r.To) - Math.Max(s.From, r.From))));
            if (saidTicks + realTicks > 0)
            {
                overlaps.Add((double)both / (saidTicks + realTicks - both));
            }
        }

        return new ExposureScore(
            overlaps.Count, truth.Exposure.Select(e => e.Vulnerability).Distinct().Count(v => !known.Contains(v)), overlaps.Count > 0 ? overlaps.Average() : null);
    }

    private static TimeScore Time(Assessment assessment, Truth truth)
    {
        EvidenceTime? said = assessment.Chronology.FirstReached?.Time;
        EvidenceTime? saidLast = said is null ? null : assessment.Chronology.LastSign?.Time;
        TruthStep[] reached = [.. truth.Intrusions.SelectMany(i => i.Steps).Where(s => s.Outcome >= Outcome.Reached)];
        TruthLine[] lines = [.. reached.SelectMany(s => s.Lines).Where(l => l.Proves >= Outcome.Reached)];
        TruthStep? first = reached.MinBy(s => s.From);
        return new TimeScore(
            first is not null && first.Lines.Count > 0 && first.LostLines == 0,
            Difference(said, first?.From), Difference(said, lines.Length > 0 ? lines.Min(l => l.Time) : null),
            Difference(saidLast, lines.Length > 0 ? lines.Max(l => l.Time) : null));
    }

    private static double? Difference(EvidenceTime? said, EvidenceTime? real) =>
        said is { } a && real is { } b ? Math.Round((a.Utc - b.Utc).TotalSeconds, 3) : null;

    private static FindingScore Findings(Assessment assessment, Truth truth, TruthPlaces places)
    {
        Dictionary<string, Outcome> outcomes = assessment.Detections.ToDictionary(d => d.RuleId, d => d.Outcome, StringComparer.Ordinal);
        int[] counts = new int[4];
        HashSet<TruthStep> found = [];
        Observation[] meant = [.. assessment.Observations.Where(o => outcomes.GetValueOrDefault(o.RuleId) > Outcome.None)];
        foreach (Observation observation in meant)
        {
            (TruthPlace place, TruthStep? step) = places.At(observation.Location);
            counts[(int)place]++;
            if (step is not null)
            {
                found.Add(step);
            }
        }

        StepCount[] steps = [.. truth.Intrusions.SelectMany(i => i.Steps.Where(s => s.Lines.Count > 0 || (s.Kind == "page-written" && i.Files.Any(f => f.Removed is null && f.Kind == "page")))).GroupBy(s => s.Kind, StringComparer.Ordinal)
            .Select(g => new StepCount(g.Key, g.Count(), g.Count(found.Contains))).OrderBy(c => c.Kind, StringComparer.Ordinal)];
        return new FindingScore(
            meant.Length, counts[(int)TruthPlace.Intrusion], counts[(int)TruthPlace.Scan], counts[(int)TruthPlace.Lookalike], counts[(int)TruthPlace.Background], steps);
    }

    private static CoverageScore Coverage(Assessment assessment, Truth truth)
    {
        Dictionary<string, HashSet<DateOnly>> said = [];
        foreach (LogCoverage log in assessment.Coverage.Logs)
        {
            string name = log.Log.ToString();
            said[name] = [.. log.Days.Where(d => d.Records > 0).Select(d => d.Day)];
        }

        int days = 0, agreed = 0, absent = 0, named = 0;
        foreach (IGrouping<string, TruthLog> log in truth.Logs.GroupBy(l => l.Kind, StringComparer.Ordinal))
        {
            HashSet<DateOnly> real = [.. log.SelectMany(l => l.Days)];
            HashSet<DateOnly> seen = said.GetValueOrDefault(log.Key) ?? [];
            agreed += real.Count(seen.Contains);
            days += real.Union(seen).Count();
            absent += real.Count == 0 ? 1 : 0;
            named += real.Count == 0 && seen.Count == 0 ? 1 : 0;
        }

        return new CoverageScore(days, agreed, absent, named);
    }
}
