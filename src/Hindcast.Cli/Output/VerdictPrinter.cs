using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Spectre.Console;

namespace Hindcast.Cli.Output;

/// <summary>Prints the verdict and the eight answers in plain words.</summary>
internal static class VerdictPrinter
{
    private const int MaxDetails = 8;
    private const int MaxTrouble = 10;
    private const int MaxUserRules = 15;

    internal static void Print(Assessment assessment, IAnsiConsole console, bool verdictOnly)
    {
        Verdict verdict = assessment.Verdict;
        string colour = verdict.Outcome >= Outcome.Reached ? "red" : verdict.Outcome > Outcome.None || verdict.Incomplete || verdict.Reservations.Count > 0 ? "yellow" : "green";
        console.WriteLine();
        console.Write(new Text("VERDICT  ", new Style(decoration: Decoration.Bold)));
        console.MarkupLine($"[bold {colour}]{Markup.Escape(Terminal.Safe(verdict.Headline))}[/]");
        foreach (Statement sentence in verdict.Summary)
        {
            Line(console, "  ", sentence);
        }

        foreach (Statement reason in verdict.Reasons)
        {
            Line(console, "  - ", reason);
        }

        if (verdictOnly)
        {
            return;
        }

        console.WriteLine();
        foreach (Answer answer in assessment.Answers)
        {
            string status = answer.Status switch
            {
                AnswerStatus.Answered => "",
                AnswerStatus.Partly => " [grey](in part)[/]",
                _ => " [yellow](not assessable)[/]",
            };
            console.MarkupLine($"[bold]{answer.Number}. {Markup.Escape(answer.Question)}[/]{status}");
            Bullet(console, "   ", Markup.Escape(Terminal.Safe(answer.Summary)));
            foreach (Statement detail in answer.Details.Take(MaxDetails))
            {
                Line(console, "   - ", detail);
            }

            if (answer.Details.Count > MaxDetails)
            {
                console.MarkupLine($"   [grey]... {answer.Details.Count - MaxDetails} more in the report[/]");
            }
        }

        UnusualPrinter.Print(console, assessment.Unusual, assessment.Intrusions);
        UserRules(console, assessment.UserRules);
        Limits(console, verdict, assessment);
    }

    private static void UserRules(IAnsiConsole console, UserRuleReport? own)
    {
        if (own is null)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]What your rules met[/] ({own.Met.Count} of {own.Rules} rules; they change no verdict)");
        foreach (UserRuleSummary rule in own.Met.Take(MaxUserRules))
        {
            string[] claims = [.. own.Observations.Where(o => o.RuleId == rule.RuleId).Select(o => o.Id)];
            string span = rule.First is { } first ? $", {first} to {rule.Last}" : "";
            Line(console, "  - ", new Statement(
                string.Create(CultureInfo.InvariantCulture, $"{rule.Level}: {rule.Title}: {rule.Matches} record{(rule.Matches == 1 ? "" : "s")}{span}"), claims));
        }

        if (own.Met.Count > MaxUserRules)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [grey]... {own.Met.Count - MaxUserRules} more in the report[/]");
        }

        if (own.Problems.Count > 0)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [yellow]Trouble with {own.Problems.Count} of the rules or their files; see the report, or 'hindcast rules check'[/]");
        }
    }

    private static void Limits(IAnsiConsole console, Verdict verdict, Assessment assessment)
    {
        if (verdict.Limits.Count > 0)
        {
            console.WriteLine();
            console.MarkupLine("[bold]What this verdict does not cover[/]");
            foreach (string limit in verdict.Limits)
            {
                Bullet(console, "  - ", Markup.Escape(Terminal.Safe(limit)));
            }
        }

        Diagnostic[] trouble = [.. assessment.Diagnostics.Where(d => d.Descriptor.Severity >= DiagnosticSeverity.Warning)];
        if (trouble.Length > 0)
        {
            console.WriteLine();
            console.MarkupLine("[bold]Trouble in the evidence[/]");
            foreach (Diagnostic diagnostic in trouble.Take(MaxTrouble))
            {
                Bullet(console, "  - ", Markup.Escape(Terminal.Safe(diagnostic.ToString())));
            }

            if (trouble.Length > MaxTrouble)
            {
                console.MarkupLine($"  [grey]... {trouble.Length - MaxTrouble} more in the report[/]");
            }
        }

        console.WriteLine();
    }

    private static void Line(IAnsiConsole console, string indent, Statement statement)
    {
        string claims = statement.Claims.Count == 0 ? ""
            : $" [grey]{Markup.Escape($"[{string.Join(" ", statement.Claims.Take(4))}{(statement.Claims.Count > 4 ? " ..." : "")}]")}[/]";
        Bullet(console, indent, $"{Markup.Escape(Terminal.Safe(statement.Text))}{claims}");
    }

    /// <summary>A line that keeps its indent where it wraps.</summary>
    private static void Bullet(IAnsiConsole console, string indent, string markup)
    {
        Grid grid = new();
        grid.AddColumn(new GridColumn().NoWrap().Padding(0, 0));
        grid.AddColumn(new GridColumn().Padding(0, 0));
        grid.AddRow(new Text(indent), new Markup(markup));
        console.Write(grid);
    }
}
