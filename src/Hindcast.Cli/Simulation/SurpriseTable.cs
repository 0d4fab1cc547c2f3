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
        foreach (SurpriseScore missed in scores.Where(s => s.IsExploited && s.HoursToSeen is not <= 24).Take(MaxWorst))
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"not in a day: {missed.Server} ({(missed.HoursToSeen is { } hours ? $"after {hours:0} h" : "never")}; kinds {string.Join(", ", missed.Families)})"));
        }
    }

    private static void Row(Table table, SurpriseSummary one) => table.AddRow(
        one.Name, Text(one.Servers), Count(one.SeenInADay),
        one.SeenInADay.Low is { } low ? string.Create(CultureInfo.InvariantCulture, $"{100 * low:0.0} to {100 * one.SeenInADay.High!.Value:0.0} %") : "-",
        Count(one.ShownInADay), Count(one.SeenEver), Number(one.MedianHours), Number(one.ItemsPerCleanMonth), Number(one.SeenPerCleanMonth), Count(one.Lookalikes));

    private static string Count(Proportion share) => string.Create(CultureInfo.InvariantCulture, $"{share.Count}/{share.Of}");

    private static string Number(double? value) => value is { } v ? v.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
