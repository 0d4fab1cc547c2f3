using System.Globalization;
using Hindcast.Cli.Output;
using Hindcast.Engine.Replay;
using Hindcast.Evidence.Assessments;
using Spectre.Console;

namespace Hindcast.Cli.Replay;

/// <summary>Prints a replay: the days on which something is said, then when each kind first spoke.</summary>
internal static class ReplayPrinter
{
    private const int MaxItems = 60;

    internal static void Print(ReplayReport report, IAnsiConsole console)
    {
        UnusualReport unusual = report.Unusual;
        console.WriteLine(unusual.DaysJudged == 0
            ? "Unusual: not assessable, no day has enough days with logs before it."
            : Text($"Unusual: {Amounts.Count(unusual.DaysJudged, "day")} judged, {unusual.JudgedFrom:yyyy-MM-dd} to {unusual.JudgedTo:yyyy-MM-dd}; {unusual.DaysWithoutHistory} with too little past; {Amounts.Count(unusual.Items.Count, "item")}, {unusual.ItemsOverBudget} more without room, {unusual.ItemsExplained} that rules explain which were known on the day."));
        foreach (UnusualItem item in unusual.Items.Take(MaxItems))
        {
            console.WriteLine();
            console.WriteLine(Text($"Evening of {item.Day:yyyy-MM-dd}{(report.Matter.Contains(item.Id) ? ", findings of today lead here" : "")}"));
            UnusualPrinter.Print(console, item);
        }

        if (unusual.Items.Count > MaxItems)
        {
            console.WriteLine(Text($"... {unusual.Items.Count - MaxItems} more items with --json"));
        }

        console.WriteLine();
        Table table = new Table().AddColumn("kind").AddColumn("first spoke").AddColumn("in what matters").Border(TableBorder.Simple);
        foreach (ReplayFamily family in report.Families)
        {
            table.AddRow(family.Family.ToString().ToLowerInvariant(), Day(family.Day), Day(family.Matter));
        }

        console.Write(table);
        foreach (ReplayPack pack in report.Packs)
        {
            console.WriteLine(Terminal.Safe(Text(
                $"Pack {pack.Pack}: its rules meet records from {pack.FirstMatch:yyyy-MM-dd} on; {(pack.IsDisclosure ? "known the day after disclosure," : "its rule is dated")} {pack.Known:yyyy-MM-dd}; speaks {pack.Speaks:yyyy-MM-dd}{(pack.IsInEvidence ? "" : ", after the evidence ends")}{(pack.IsLeftOut ? "; left out here" : "")}")));
        }

        console.WriteLine(report.SeenThatMatters is { } seen
            ? Text($"Would have been seen on the evening of {seen:yyyy-MM-dd}{Lead(report.DaysBeforeDisclosure)}; false items until then: {report.FalseItemsUntil}")
            : Text($"Nothing unusual would have led to it{(report.Packs.Count == 0 ? ", and no pack meets anything" : "")}; items that no finding explains: {report.FalseItemsUntil}"));
        console.WriteLine(report.ToolSpeaks is { } speaks
            ? Text($"The tool as a whole would have spoken on {speaks:yyyy-MM-dd}, by {(speaks == report.SeenThatMatters ? "what is unusual" : "a pack that was known then")}")
            : "The tool as a whole would not have spoken of a success.");
    }

    private static string Lead(int? days) => days switch
    {
        null => "",
        0 => ", the day of disclosure",
        > 0 => Text($", {days} days before the first disclosure"),
        _ => Text($", {-days} days after the first disclosure"),
    };

    private static string Day(DateOnly? day) => day is { } known ? known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "-";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
