using Hindcast.Analysis.Surprise;
using Hindcast.Engine.Packs;
using Hindcast.Engine.Pipeline;
using Hindcast.Engine.Surprise;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Replay;

/// <summary>
/// Walks the days of a server's evidence. What is unusual is judged for each day from that day's past alone; what packs say counts
/// from the day on which it could be known (ADR 33).
/// </summary>
public static class Replayer
{
    /// <summary>Replays one server's evidence.</summary>
    /// <param name="options">What and how; findings of today only tell which items matter.</param>
    /// <param name="without">Ids of packs that are left out, as if they did not exist.</param>
    /// <param name="progress">Is kept up to date while evidence is read.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="ArgumentException">There is no pack with such an id.</exception>
    public static ReplayReport Run(AssessOptions options, IReadOnlyCollection<string> without, ReadProgress progress, CancellationToken cancellation)
    {
        Knowledge knowledge = PackLoader.Load(options.PackFolder);
        if (without.FirstOrDefault(w => knowledge.Packs.All(p => p.Campaign.Id != w)) is { } unknown)
        {
            throw new ArgumentException($"there is no pack '{unknown}'");
        }

        AssessRun run = Assessor.Run(options with { LooksForSurprise = true }, progress, cancellation);
        Assessment today = run.Assessment;
        ExplainedThings explained = new(today.Observations, today.Intrusions, new KnowledgeDates(knowledge, without).Rules);
        UnusualReport unusual = SurpriseAnalysis.Run(run.Profile!, new SurpriseOptions { IsExplained = explained.Explains, IsExplainedClient = explained.Explains });
        HashSet<(string, long)> rows = [.. today.Observations.Where(o => IsTelling(today, o)).Select(o => (o.Location.File, o.Location.OffsetBytes))];
        HashSet<string> addresses = [.. today.Intrusions.SelectMany(i => i.Addresses)];
        UnusualItem[] matter = [.. unusual.Items.Where(i => i.Clients.Any(addresses.Contains) || i.Signs.SelectMany(s => s.Places).Any(p => rows.Contains((p.Location.File, p.Location.OffsetBytes))))];
        DateOnly? seenThatMatters = matter.Where(i => i.WouldHaveBeenSeen).Select(i => (DateOnly?)i.Day).Min();
        DateOnly? lastDay = today.Files.Max(f => f.Last)?.Day;
        IReadOnlyList<ReplayPack> packs = Packs(knowledge, without, today, lastDay);
        DateOnly? packsReached = packs.Where(p => !p.IsLeftOut && p.SpeaksOfSuccess <= lastDay).Min(p => p.SpeaksOfSuccess);
        DateOnly? disclosed = packs.Where(p => p.IsDisclosure).Select(p => (DateOnly?)p.Known.AddDays(-1)).Min();
        return new ReplayReport
        {
            Tool = options.Tool,
            LastDay = lastDay,
            Unusual = unusual,
            Matter = [.. matter.Select(i => i.Id)],
            Families =
            [
                .. Enum.GetValues<UnusualFamily>().Select(family =>
                {
                    UnusualItem? first = unusual.Items.Where(i => i.Families.Contains(family)).MinBy(i => i.Day);
                    return new ReplayFamily(family, first?.Day, first?.Id, matter.Where(i => i.Families.Contains(family)).Select(i => (DateOnly?)i.Day).Min());
                }),
            ],
            Seen = unusual.Items.Where(i => i.WouldHaveBeenSeen).Select(i => (DateOnly?)i.Day).Min(),
            SeenThatMatters = seenThatMatters,
            PacksSpeakOfSuccess = packsReached,
            ToolSpeaks = packsReached is null || seenThatMatters < packsReached ? seenThatMatters : packsReached,
            Without = [.. without.Order(StringComparer.Ordinal)],
            LeftOutKnown = knowledge.Packs.Where(p => without.Contains(p.Campaign.Id)).Min(p => p.Campaign.Disclosed)?.AddDays(1),
            DaysBeforeDisclosure = disclosed is { } day && seenThatMatters is { } seen ? day.DayNumber - seen.DayNumber : null,
            FalseItemsUntil = unusual.Items.Except(matter).Count(i => seenThatMatters is null || i.Day <= seenThatMatters),
            Packs = packs,
        };
    }

    private static bool IsTelling(Assessment assessment, Observation observation) =>
        assessment.Detections.FirstOrDefault(d => d.RuleId == observation.RuleId) is { Outcome: > Outcome.None, Role: not ObservationRole.Mitigation };

    private static IReadOnlyList<ReplayPack> Packs(Knowledge knowledge, IReadOnlyCollection<string> without, Assessment today, DateOnly? lastDay)
    {
        List<ReplayPack> packs = [];
        foreach (CampaignPack pack in knowledge.Packs)
        {
            Dictionary<string, string> dates = pack.Rules.Select(r => r.Header).Concat(pack.Correlations.Select(c => c.Header)).ToDictionary(h => h.Id, h => h.Date, StringComparer.Ordinal);
            (DateOnly Known, DateOnly Match, Outcome Outcome)[] spoken =
            [
                .. today.Detections.Where(d => d.Pack == pack.Campaign.Id && d.Outcome > Outcome.None && d.Role != ObservationRole.Mitigation)
                    .Select(d => (Known: KnowledgeDates.Known(pack, dates.GetValueOrDefault(d.RuleId, "")), Match: FirstDay(today, d), d.Outcome))
                    .Where(s => s is { Known: not null, Match: not null }).Select(s => (s.Known!.Value, s.Match!.Value, s.Outcome)),
            ];
            if (spoken.Length > 0)
            {
                (DateOnly known, DateOnly match, _) = spoken.OrderBy(s => Later(s.Known, s.Match)).ThenBy(s => s.Match).First();
                DateOnly speaks = Later(known, match);
                packs.Add(new ReplayPack(pack.Campaign.Id, pack.Campaign.Name, known, pack.Campaign.Disclosed is not null, spoken.Min(s => s.Match), speaks, lastDay is { } last && speaks <= last)
                {
                    IsLeftOut = without.Contains(pack.Campaign.Id),
                    SpeaksOfSuccess = spoken.Where(s => s.Outcome >= Outcome.Reached).Select(s => (DateOnly?)Later(s.Known, s.Match)).Min(),
                });
            }
        }

        return [.. packs.OrderBy(p => p.Speaks).ThenBy(p => p.Pack, StringComparer.Ordinal)];
    }

    private static DateOnly? FirstDay(Assessment today, DetectionSummary detection) =>
        (detection.First ?? today.Observations.Where(o => o.RuleId == detection.RuleId).Min(o => o.Time))?.Day;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
