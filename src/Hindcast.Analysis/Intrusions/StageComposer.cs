using Hindcast.Analysis.Coverage;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Impact;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>
/// Puts the rungs of one chain into words. A rung that is not shown is "not shown" only where logs that would show it have
/// records of all the days in question, and count bytes where bytes alone would show it; else it is "not assessable", with what is missing.
/// </summary>
internal sealed class StageComposer
{
    private const int MaxClaims = 20;

    private readonly IntrusionContext _context;
    private readonly IReadOnlyList<AddressTraffic> _traffic;
    private readonly ILookup<Rung, DetectionMeaning> _detections;

    /// <param name="context">Observations and what they mean.</param>
    /// <param name="traffic">Bytes by address from a look at all rows; empty when no such look was taken.</param>
    internal StageComposer(IntrusionContext context, IReadOnlyList<AddressTraffic> traffic)
    {
        _context = context;
        _traffic = traffic;
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
            List<CoverageGap> unseen = covering.Any(l => l.Days.Count == 0) ? []
                : DayStretches.Left([(from.Day, to.Day)], DayStretches.Single(covering.SelectMany(l => l.Days).Select(d => d.Day)));
            if (unseen.Count > 0)
            {
                int days = unseen.Sum(g => g.Days);
                return new IntrusionStage(
                    rung, StageState.NotAssessable,
                    $"{Names(logs)} would show it, and {(logs.Length == 1 ? "has" : "have")} no record {(days > to.Day.DayNumber - from.Day.DayNumber
                        ? FormattableString.Invariant($"from {from.Day:yyyy-MM-dd} to {to.Day:yyyy-MM-dd}")
                        : FormattableString.Invariant($"of {unseen[0].From:yyyy-MM-dd}{(days > 1 ? $" and {days - 1} more {(days == 2 ? "day" : "days")}" : "")}"))}",
                    null, []);
            }
        }

        // A file under an innocent name, or an answer that is longer than it should be, shows by its bytes alone.
        if (rung == Rung.DataOut && BytesSent.Of("", chain.Values(f => f.Address), [chain.First, chain.Last], _traffic, _context.Coverage).UpperBound is null)
        {
            return new IntrusionStage(
                rung, StageState.NotAssessable, $"Nothing in {Names(logs)} shows it, and no log counts all the bytes that went out", null, []);
        }

        return new IntrusionStage(rung, StageState.NotShown, $"Nothing in {Names(logs)} shows it", null, []);
    }

    private static string Names(LogName[] logs) =>
        string.Join(", ", logs.Take(6)) + (logs.Length > 6 ? " and others" : "");
}
