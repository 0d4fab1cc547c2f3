using System.Globalization;
using Hindcast.Simulation.Evaluation;
using Spectre.Console;

namespace Hindcast.Cli.Simulation;

/// <summary>Prints scores of surprise for people.</summary>
internal static class SurpriseTable
{
    private const int MaxWorst = 40;

    internal static void Print(IReadOnlyList<SurpriseScore> scores, IAnsiConsole console)
    {
        Table table = new Table().AddColumn("scenario").AddColumn("servers").AddColumn("seen in 24 h").AddColumn("95 %").AddColumn("shown in 24 h").AddColumn("seen ever")
            .AddColumn("median h").AddColumn("items a clean month").AddColumn("of two kinds").AddColumn("administrators seen").Border(TableBorder.Simple);
        foreach (IGrouping<string, SurpriseScore> group in scores.GroupBy(s => s.Scenario, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Row(table, SurpriseSummary.Of(group.Key, [.. group]));
        }

        Row(table, SurpriseSummary.Of("all", scores));
        console.Write(table);
        if (scores.Any(s => s.Campaign.Length > 0 || s.HoursToOtherPacks is not null))
        {
            Campaigns(Campaigns(scores), console);
        }

        foreach (SurpriseScore missed in scores.Where(s => s.IsExploited && s.HoursToSeen is not <= 24).Take(MaxWorst))
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"not in a day: {missed.Server} ({(missed.HoursToSeen is { } hours ? $"after {hours:0} h" : "never")}; kinds {string.Join(", ", missed.Families)})"));
        }
    }

    /// <summary>Scores by the campaign whose pack was left out; ways in without a pack by their scenario.</summary>
    internal static IReadOnlyList<SurpriseSummary> Campaigns(IReadOnlyList<SurpriseScore> scores) =>
    [
        .. scores.Where(s => s.IsExploited).GroupBy(s => s.Campaign.Length > 0 ? s.Campaign : s.Scenario, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => SurpriseSummary.Of(g.Key, [.. g])),
    ];

    private static void Campaigns(IReadOnlyList<SurpriseSummary> campaigns, IAnsiConsole console)
    {
        Table table = new Table().AddColumn("campaign left out").AddColumn("exploited").AddColumn("seen in 24 h").AddColumn("95 %").AddColumn("in the budget before the pack").AddColumn("95 %")
            .AddColumn("median h").AddColumn("median days before the pack").AddColumn("told by other packs in 24 h").AddColumn("told by either").AddColumn("95 %").Border(TableBorder.Simple);
        foreach (SurpriseSummary one in campaigns)
        {
            table.AddRow(
                one.Name, Text(one.Servers), Count(one.SeenInADay), Interval(one.SeenInADay), Count(one.ShownBeforePack), Interval(one.ShownBeforePack), Number(one.MedianHours), Number(one.MedianLeadDays),
                Count(one.ToldByOtherPacks), Count(one.ToldInADay), Interval(one.ToldInADay));
        }

        console.Write(table);
    }

    private static string Interval(Proportion share) =>
        share.Low is { } low ? string.Create(CultureInfo.InvariantCulture, $"{100 * low:0.0} to {100 * share.High!.Value:0.0} %") : "-";

    private static void Row(Table table, SurpriseSummary one) => table.AddRow(
        one.Name, Text(one.Servers), Count(one.SeenInADay),
        Interval(one.SeenInADay),
        Count(one.ShownInADay), Count(one.SeenEver), Number(one.MedianHours), Number(one.ItemsPerCleanMonth), Number(one.SeenPerCleanMonth), Count(one.Lookalikes));

    private static string Count(Proportion share) => string.Create(CultureInfo.InvariantCulture, $"{share.Count}/{share.Of}");

    private static string Number(double? value) => value is { } v ? v.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
