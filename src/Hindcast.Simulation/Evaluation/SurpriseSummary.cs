namespace Hindcast.Simulation.Evaluation;

/// <summary>Scores of many servers added up.</summary>
public sealed record SurpriseSummary
{
    /// <summary>Scenario, or "all".</summary>
    public required string Name { get; init; }

    /// <summary>Servers.</summary>
    public required int Servers { get; init; }

    /// <summary>Of exploited servers, those with an item of two kinds within 24 hours of the first success.</summary>
    public required Proportion SeenInADay { get; init; }

    /// <summary>The same for items of any number of kinds.</summary>
    public required Proportion ShownInADay { get; init; }

    /// <summary>Of exploited servers, those with such an item at all.</summary>
    public required Proportion SeenEver { get; init; }

    /// <summary>Median of the hours from first success to the end of the day that shows it, of those that are seen.</summary>
    public required double? MedianHours { get; init; }

    /// <summary>False items on servers that nobody broke into, and the days judged there.</summary>
    public required int CleanItems { get; init; }

    /// <summary>Days judged on servers that nobody broke into.</summary>
    public required int CleanDays { get; init; }

    /// <summary>False items in 30 days of a server that nobody broke into.</summary>
    public double? ItemsPerCleanMonth => CleanDays == 0 ? null : 30.0 * CleanItems / CleanDays;

    /// <summary>False items of two kinds in 30 days of a server that nobody broke into.</summary>
    public required double? SeenPerCleanMonth { get; init; }

    /// <summary>The same by server, with its interval.</summary>
    public required MeanValue ItemsOfCleanServers { get; init; }

    /// <summary>Of exploited servers, those with an item of any number of kinds within seven days of the first success.</summary>
    public required Proportion ShownInAWeek { get; init; }

    /// <summary>Of servers that somebody got into before the campaign's pack existed, those on which an item showed it before that.</summary>
    public required Proportion ShownBeforePack { get; init; }

    /// <summary>Median of the days from the item of two kinds to the pack; null when there is none.</summary>
    public required double? MedianLeadDays { get; init; }

    /// <summary>Exploited servers of which packs of other campaigns, known on the day, said within 24 hours that a flaw answered.</summary>
    public required Proportion ToldByOtherPacks { get; init; }

    /// <summary>Exploited servers of which the tool as a whole would have told within 24 hours: by an item of two kinds, or by such packs.</summary>
    public required Proportion ToldInADay { get; init; }

    /// <summary>Things that administrators did and that are called "would have been seen".</summary>
    public required Proportion Lookalikes { get; init; }

    private static double? Median(double[] sorted) => sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    /// <summary>Adds up.</summary>
    public static SurpriseSummary Of(string name, IReadOnlyList<SurpriseScore> scores)
    {
        SurpriseScore[] exploited = [.. scores.Where(s => s.IsExploited)];
        SurpriseScore[] clean = [.. scores.Where(s => s.IsClean)];
        double[] hours = [.. exploited.Where(s => s.HoursToSeen is not null).Select(s => s.HoursToSeen!.Value).Order()];
        int cleanDays = clean.Sum(s => s.DaysJudged);
        return new SurpriseSummary
        {
            Name = name,
            Servers = scores.Count,
            SeenInADay = new Proportion(exploited.Count(s => s.HoursToSeen <= 24), exploited.Length),
            ShownInADay = new Proportion(exploited.Count(s => s.HoursToShown <= 24), exploited.Length),
            SeenEver = new Proportion(hours.Length, exploited.Length),
            ShownInAWeek = new Proportion(exploited.Count(s => s.HoursToShown <= 7 * 24), exploited.Length),
            ShownBeforePack = new Proportion(exploited.Count(s => s is { IsBeforePack: true, IsShownBeforePack: true }), exploited.Count(s => s.IsBeforePack)),
            MedianLeadDays = Median([.. exploited.Where(s => s.LeadDays is not null).Select(s => (double)s.LeadDays!.Value).Order()]),
            ToldByOtherPacks = new Proportion(exploited.Count(s => s.HoursToOtherPacks <= 24), exploited.Length),
            ToldInADay = new Proportion(exploited.Count(s => s.HoursToSeen <= 24 || s.HoursToOtherPacks <= 24), exploited.Length),
            MedianHours = Median(hours),
            ItemsOfCleanServers = MeanValue.Of(clean.Where(s => s.DaysJudged > 0).Select(s => (double?)(30.0 * s.FalseItems / s.DaysJudged))),
            CleanItems = clean.Sum(s => s.FalseItems),
            CleanDays = cleanDays,
            SeenPerCleanMonth = cleanDays == 0 ? null : 30.0 * clean.Sum(s => s.FalseSeen) / cleanDays,
            Lookalikes = new Proportion(scores.Sum(s => s.LookalikesSeen), scores.Sum(s => s.Lookalikes)),
        };
    }
}
