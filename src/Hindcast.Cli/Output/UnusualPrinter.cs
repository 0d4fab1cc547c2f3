using System.Globalization;
using Hindcast.Evidence.Assessments;
using Spectre.Console;

namespace Hindcast.Cli.Output;

/// <summary>Prints what is unusual and not explained by a campaign.</summary>
internal static class UnusualPrinter
{
    private const int MaxItems = 10;

    internal static void Print(IAnsiConsole console, UnusualReport? unusual, IReadOnlyList<Intrusion> intrusions)
    {
        if (unusual is null)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLine("[bold]Unusual, not explained by any known campaign[/] (measured against the server's own past; no verdict)");
        if (unusual.DaysJudged == 0)
        {
            console.MarkupLine("  Not assessable: no day has enough days with logs before it.");
            return;
        }

        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"  {Amounts.Count(unusual.DaysJudged, "day")} judged, {unusual.DaysWithoutHistory} with too little past; {Amounts.Count(unusual.Items.Count, "item")}, {unusual.ItemsOverBudget} more without room, {unusual.ItemsExplained} explained by findings");
        foreach (UnusualItem item in unusual.Items.Take(MaxItems))
        {
            Print(console, item);
            if (item.LeadsTo(intrusions).Select(i => i.Id).ToArray() is { Length: > 0 } ids)
            {
                Line(console, $"      shares an address with {string.Join(", ", ids)}, and no rule tells how that came in: this may be the way");
            }
        }

        if (unusual.Items.Count > MaxItems)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [grey]... {unusual.Items.Count - MaxItems} more in the report[/]");
        }
    }

    /// <summary>Prints an item with its signs, the normal beside the odd.</summary>
    internal static void Print(IAnsiConsole console, UnusualItem item)
    {
        string clients = item.Clients.Count == 0 ? "" : $", from {string.Join(", ", item.Clients)}";
        Line(console, $"  - [[{item.Id}]] {item.First}{Escape(clients)}: {(item.WouldHaveBeenSeen ? "[yellow]would have been seen[/]" : "one kind of oddness")} ({string.Join(", ", item.Families).ToLowerInvariant()})");
        foreach (UnusualSign sign in item.Signs.DistinctBy(s => s.Family))
        {
            Line(console, $"      {Escape(sign.What)}");
            Line(console, $"      [grey]normal: {Escape(sign.Normal)}; {Escape(sign.Places[0].Location.ToString())}[/]");
        }
    }

    private static string Escape(string text) => Markup.Escape(Terminal.Safe(text));

    private static void Line(IAnsiConsole console, string markup)
    {
        int indent = markup.Length - markup.TrimStart(' ').Length;
        Grid grid = new();
        grid.AddColumn(new GridColumn().NoWrap().Padding(0, 0));
        grid.AddColumn(new GridColumn().Padding(0, 0));
        grid.AddRow(new Text(new string(' ', indent)), new Markup(markup[indent..]));
        console.Write(grid);
    }
}
