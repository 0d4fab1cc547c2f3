using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>
/// Puts the rungs of one chain into words. A rung that is not shown is "not shown" only where a log that would show it has
/// records of the days in question; else it is "not assessable", with the log that is missing.
/// </summary>
internal sealed class StageComposer
{
    private const int MaxClaims = 20;

    private readonly IntrusionContext _context;
    private readonly ILookup<Rung, DetectionMeaning> _detections;

    internal StageComposer(IntrusionContext context)
    {
        _context = context;
        _detections = context.Campaigns.SelectMany(c => c.Detections.Values).DistinctBy(d => d.RuleId)
            .ToLookup(d => d is { Role: ObservationRole.Artefact, Rung: Rung.Succeeded } ? Rung.CodePlaced : d.Rung);
    }

    internal IReadOnlyList<IntrusionStage> Compose(Chain chain) => [.. LadderTest.Rungs.Select(rung => Stage(rung, chain))];

    private IntrusionStage Stage(Rung rung, Chain chain)
    {
        IReadOnlyList<ObservationFacts> shown = chain.Shown[rung];
        if (shown.Count > 0)
        {
            ObservationFacts first = shown[0];
            string because = shown.Select(f => f.Meaning.Because).Distinct().Count() is var kinds && kinds > 1
                ? $"{first.Meaning.Because} (and {kinds - 1} more {(kinds == 2 ? "sign" : "signs")})"
                : first.Meaning.Because;
            return new IntrusionStage(
                rung, StageState.Shown, because, shown.FirstOrDefault(f => f.Ticks >= 0)?.Observation.Time,
                [.. shown.Take(MaxClaims).Select(f => f.Observation.Id)]);
        }

        return NotShown(rung, chain);
    }

    private IntrusionStage NotShown(Rung rung, Chain chain)
    {
        LogName[] logs =
        [
            .. _detections[rung].SelectMany(d => _context.LogsRead.GetValueOrDefault(d.RuleId) ?? []).Distinct().Order(),
        ];
        if (logs.Length == 0)
        {
            string[] wanted = [.. _context.Coverage.Absent.Select(a => a.Name)];
            return new IntrusionStage(
                rung, StageState.NotAssessable,
                wanted.Length > 0 ? $"No log in the evidence would show it; missing: {string.Join(", ", wanted)}"
                    : "No log in the evidence would show it",
                null, []);
        }

        if (chain is { First: { } from, Last: { } to })
        {
            LogCoverage[] covering = [.. _context.Coverage.Logs.Where(l => logs.Contains(l.Log))];
            bool seen = covering.Any(l => l.Days.Count == 0 || l.Days.Any(d => d.Day >= from.Day && d.Day <= to.Day));
            if (!seen)
            {
                return new IntrusionStage(
                    rung, StageState.NotAssessable,
                    FormattableString.Invariant($"{Names(logs)} would show it, and {(logs.Length == 1 ? "has" : "have")} no record from {from.Day:yyyy-MM-dd} to {to.Day:yyyy-MM-dd}"),
                    null, []);
            }
        }

        return new IntrusionStage(rung, StageState.NotShown, $"Nothing in {Names(logs)} shows it", null, []);
    }

    private static string Names(LogName[] logs) =>
        string.Join(", ", logs.Take(6)) + (logs.Length > 6 ? " and others" : "");
}
