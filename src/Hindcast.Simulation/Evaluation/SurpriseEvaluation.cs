using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Scores what is unusual on a simulated server against its truth.</summary>
public static class SurpriseEvaluation
{
    /// <summary>Scores one server.</summary>
    public static SurpriseScore Score(UnusualReport report, Truth truth)
    {
        TruthPlaces places = new(truth);
        (UnusualItem Item, TruthPlace Place)[] items = [.. report.Items.Select(i => (i, PlaceOf(i, places)))];
        DateOnly from = report.JudgedFrom ?? DateOnly.MaxValue, to = report.JudgedTo ?? DateOnly.MinValue;
        EvidenceTime? first = truth.Intrusions.Where(i => i.Provable >= Outcome.Reached).Min(i => i.FirstReached);
        bool exploited = first is { } reached && reached.Day >= from && reached.Day <= to;
        double? Hours(Func<UnusualItem, bool> counts)
        {
            UnusualItem? item = items.Where(i => i.Place == TruthPlace.Intrusion && counts(i.Item)).Select(i => i.Item).MinBy(i => i.Day);
            return item is null || !exploited ? null : (item.Day.AddDays(1).ToDateTime(TimeOnly.MinValue) - first!.Value.Utc).TotalHours;
        }

        UnusualItem? shows = items.Where(i => i.Place == TruthPlace.Intrusion).Select(i => i.Item).MinBy(i => i.Day);
        bool IsFalse((UnusualItem, TruthPlace Place) i) => i.Place is TruthPlace.Background or TruthPlace.Lookalike;
        TruthEvent[] lookalikes = [.. truth.Lookalikes.Where(l => l.First.Day >= from && l.First.Day <= to)];
        return new SurpriseScore
        {
            Server = string.Create(CultureInfo.InvariantCulture, $"{truth.Scenario}-{truth.Seed}"),
            Scenario = truth.Scenario,
            IsExploited = exploited,
            IsClean = truth.Intrusions.Count == 0,
            DaysJudged = report.DaysJudged,
            HoursToSeen = Hours(i => i.WouldHaveBeenSeen),
            HoursToShown = Hours(_ => true),
            Families = [.. shows?.Families.Select(f => f.ToString()) ?? []],
            FalseItems = items.Count(IsFalse),
            FalseItemsBefore = items.Count(i => IsFalse(i) && (shows is null || i.Item.Day < shows.Day)),
            FalseSeen = items.Count(i => IsFalse(i) && i.Item.WouldHaveBeenSeen),
            ScanItems = items.Count(i => i.Place == TruthPlace.Scan),
            Lookalikes = lookalikes.Length,
            LookalikesSeen = lookalikes.Count(l => report.Items.Any(i => i.WouldHaveBeenSeen && IsAt(i, l))),
        };
    }

    /// <summary>Scores one server that was judged with packs, each from the day on which it could be known, but for the campaign's own.</summary>
    /// <param name="report">What was unusual.</param>
    /// <param name="truth">What happened.</param>
    /// <param name="campaign">The pack that was left out, or "".</param>
    /// <param name="packKnown">The first day on which it could have been used, or null.</param>
    /// <param name="otherPacks">The first day on which other packs say that a flaw answered, or null.</param>
    public static SurpriseScore Score(UnusualReport report, Truth truth, string campaign, DateOnly? packKnown, DateOnly? otherPacks)
    {
        SurpriseScore score = Score(report, truth);
        TruthPlaces places = new(truth);
        UnusualItem[] shown = [.. report.Items.Where(i => score.IsExploited && PlaceOf(i, places) == TruthPlace.Intrusion).OrderBy(i => i.Day)];
        EvidenceTime? first = truth.Intrusions.Where(i => i.Provable >= Outcome.Reached).Min(i => i.FirstReached);
        UnusualItem? seen = shown.FirstOrDefault(i => i.WouldHaveBeenSeen);
        return score with
        {
            Campaign = campaign,
            PackKnown = packKnown,
            IsBeforePack = score.IsExploited && (packKnown is null || first!.Value.Day < packKnown),
            IsShownBeforePack = shown.Any(i => packKnown is null || i.Day < packKnown),
            LeadDays = packKnown is { } known && seen is not null ? known.DayNumber - seen.Day.DayNumber : null,
            HoursToOtherPacks = score.IsExploited && otherPacks >= first!.Value.Day ? (otherPacks.Value.AddDays(1).ToDateTime(TimeOnly.MinValue) - first.Value.Utc).TotalHours : null,
        };
    }

    private static TruthPlace PlaceOf(UnusualItem item, TruthPlaces places) =>
        item.Signs.SelectMany(s => s.Places).Select(p => places.At(p.Location).Place).DefaultIfEmpty(TruthPlace.Background).Max();

    private static bool IsAt(UnusualItem item, TruthEvent happened)
    {
        HashSet<(string, long)> rows = [.. happened.Steps.SelectMany(s => s.Lines).Select(l => (l.File, l.Record > 0 ? -l.Record : l.OffsetBytes))];
        return item.Signs.SelectMany(s => s.Places).Any(p => rows.Contains((p.Location.File, p.Location.RecordId > 0 ? -p.Location.RecordId : p.Location.OffsetBytes)));
    }
}
