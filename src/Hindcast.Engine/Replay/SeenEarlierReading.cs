using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Stories;
using Hindcast.Analysis.Surprise;
using Hindcast.Engine.Packs;
using Hindcast.Engine.Surprise;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Replay;

/// <summary>Walks the days once more without the campaigns that were found, for the answer to question 7.</summary>
internal static class SeenEarlierReading
{
    /// <summary>Judges each day with what was known on it, the campaigns of the intrusions left out.</summary>
    internal static SeenEarlierReport Of(
        Task<SurpriseLook> look, Knowledge knowledge, IReadOnlyList<Campaign> campaigns, IReadOnlyList<Finding> findings, IReadOnlyList<Observation> observations, Story story)
    {
        Dictionary<string, DetectionMeaning> meanings = campaigns.SelectMany(c => c.Detections.Values).DistinctBy(m => m.RuleId).ToDictionary(m => m.RuleId, StringComparer.Ordinal);
        Outcome OutcomeOf(string rule) => meanings.GetValueOrDefault(rule)?.Outcome ?? Outcome.None;
        Observation[] reached = [.. observations.Where(o => OutcomeOf(o.RuleId) >= Outcome.Reached)];
        HashSet<string> rules = [.. reached.Select(o => o.RuleId)];
        Campaign[] found = [.. campaigns.Where(c => c.Disclosed is not null && c.Detections.Keys.Any(rules.Contains))];
        string[] without = [.. found.Select(c => c.Id).Order(StringComparer.Ordinal)];
        DateOnly? disclosed = found.Min(c => c.Disclosed);
        EvidenceTime? first = reached.Where(o => o.Time is not null).Min(o => o.Time);
        if (reached.Length == 0 || findings.Count == 0)
        {
            return new SeenEarlierReport { State = SeenEarlierState.NothingToSee, Without = without, OtherItemsUntil = 0, DaysJudged = 0 };
        }

        ExplainedThings explained = new(observations, story.Intrusions, new KnowledgeDates(knowledge, without).Rules);
        UnusualReport unusual = SurpriseAnalysis.Report(look.GetAwaiter().GetResult(), new SurpriseOptions { IsExplained = explained.Explains, IsExplainedClient = explained.Explains });
        Intrusion[] intrusions = [.. story.Intrusions.Where(i => i.Outcome >= Outcome.Reached)];
        HashSet<string> ofIntrusions = [.. intrusions.SelectMany(i => i.Observations)];
        HashSet<(string, long)> rows = [.. reached.Concat(observations.Where(o => ofIntrusions.Contains(o.Id))).Select(o => (o.Location.File, o.Location.OffsetBytes))];
        HashSet<string> addresses = [.. intrusions.SelectMany(i => i.Addresses)];
        UnusualItem[] leading = [.. unusual.Items.Where(i => i.Clients.Any(addresses.Contains) || i.Signs.SelectMany(s => s.Places).Any(p => rows.Contains((p.Location.File, p.Location.OffsetBytes))))];
        UnusualItem? item = leading.Where(i => i.WouldHaveBeenSeen).MinBy(i => i.Day) ?? leading.MinBy(i => i.Day);
        bool isJudged = first is { } from && from.Day >= unusual.JudgedFrom && from.Day <= unusual.JudgedTo;
        return new SeenEarlierReport
        {
            State = item is { WouldHaveBeenSeen: true } ? SeenEarlierState.Seen : item is not null ? SeenEarlierState.OnTheList : isJudged ? SeenEarlierState.NotSeen : SeenEarlierState.NotAssessable,
            Item = item is null ? null : item with { Id = "W1" },
            Without = without,
            Disclosed = disclosed,
            DaysBeforeDisclosure = disclosed is { } day && item is not null ? day.DayNumber - item.Day.DayNumber : null,
            OtherItemsUntil = unusual.Items.Except(leading).Count(i => item is null || i.Day <= item.Day),
            DaysJudged = unusual.DaysJudged,
        };
    }
}
