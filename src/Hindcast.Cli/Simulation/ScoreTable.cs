using System.Globalization;
using Hindcast.Cli.Output;
using Hindcast.Simulation.Evaluation;
using Spectre.Console;

namespace Hindcast.Cli.Simulation;

/// <summary>Prints scores for people.</summary>
internal static class ScoreTable
{
    private const int MaxWorst = 20;

    internal static void Print(EvaluationSummary all, IReadOnlyList<CaseScore> cases, IAnsiConsole console)
    {
        Table summary = new Table().AddColumn("question").AddColumn("score").AddColumn("share").AddColumn("95 %").Border(TableBorder.Simple);
        Row(summary, "2. called broken into, though nobody got in", all.FalseAlarms);
        Row(summary, "2. called broken into, of those whose evidence shows it", all.Found);
        Row(summary, "2. verdict on the rung that the evidence shows", all.VerdictRight);
        Row(summary, "3. first compromise to the minute, where its rows are left", all.FirstToTheMinute);
        Row(summary, "3. first row that is left, to the minute", all.FirstVisibleToTheMinute);
        Row(summary, "3. last sign to the minute", all.LastToTheMinute);
        Row(summary, "4. number of groups in the range", all.ActorsInRange);
        Mean(summary, "4. pairs of one cluster made by one group", all.ActorPairPrecision);
        Mean(summary, "4. pairs of one group in one cluster", all.ActorPairRecall);
        Mean(summary, "4. B-cubed precision", all.ActorCubedPrecision);
        Mean(summary, "4. B-cubed recall", all.ActorCubedRecall);
        summary.AddRow("4. clusters that mix groups; groups spread over clusters", $"{Text(all.OverMerged)}; {Text(all.OverSplit)}", "-", "-");
        Row(summary, "5. mail was read, and it says so", all.MailReadSaid);
        Row(summary, "5. mailboxes named, where evidence names them", all.MailboxesNamed);
        Row(summary, "5. a bound of bytes, where mail or archives went out", all.BytesBoundGiven);
        Row(summary, "5. that bound not below what went out", all.BytesBoundHolds);
        Row(summary, "5. all of it counted, where mail or archives went out", all.BytesAllCounted);
        Row(summary, "6. called still there, of what is", all.StillThere);
        Row(summary, "7. said to have been seen, of those with a past that somebody got into", all.SeenEarlierSaid);
        Row(summary, "7. what it names stands at an intrusion", all.SeenEarlierRight);
        summary.AddRow("5. mailboxes named wrongly; 6. called there wrongly", $"{Text(all.MailboxesWrong)}; {Text(all.WronglyStillThere)}", "-", "-");
        Row(summary, "8. actions named, of those that the truth asks for", all.ActionsNamed);
        Row(summary, "8. says whom to tell, where somebody must be told", all.DutiesSaid);
        Row(summary, "8. actions of an intrusion, though nobody got in", all.AlarmingActions);
        Mean(summary, "1. exposure windows, overlap", all.ExposureOverlap);
        Row(summary, "findings: observations at an intrusion or scan", all.Precision);
        Row(summary, "findings: steps found", all.Recall);
        foreach (StepCount step in all.Steps)
        {
            Row(summary, "   " + step.Kind, new Proportion(step.Found, step.Visible));
        }

        Row(summary, "coverage: log days", all.Coverage);
        console.WriteLine($"{Amounts.Count(all.Servers, "server")}, of which {Text(all.NotProvable)} {(all.NotProvable == 1 ? "was" : "were")} broken into without evidence that still shows it");
        console.Write(summary);
        if (cases.Select(c => c.Scenario).Distinct().Count() > 1)
        {
            Scenarios(cases, console);
        }

        Worst(cases, console);
    }

    private static void Scenarios(IReadOnlyList<CaseScore> cases, IAnsiConsole console)
    {
        Table table = new Table().AddColumn("scenario").AddColumn("servers").AddColumn("false alarms").AddColumn("found").AddColumn("verdict").AddColumn("first").AddColumn("steps")
            .AddColumn("exposure").Border(TableBorder.Simple);
        foreach (IGrouping<string, CaseScore> group in cases.GroupBy(c => c.Scenario, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            EvaluationSummary one = EvaluationSummary.Of(group.Key, [.. group]);
            table.AddRow(one.Name, Text(one.Servers), Count(one.FalseAlarms), Count(one.Found), Count(one.VerdictRight), Count(one.FirstToTheMinute), Count(one.Recall), Share(one.ExposureOverlap.Mean));
        }

        console.Write(table);
    }

    private static void Worst(IReadOnlyList<CaseScore> cases, IAnsiConsole console)
    {
        foreach (CaseScore one in cases.Where(c => c.Verdict.IsFalseAlarm || c.Verdict.IsMissed).Take(MaxWorst))
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(one.Verdict.IsFalseAlarm ? "FALSE ALARM" : "MISSED")}  {one.Scenario} seed {one.Seed}: said {one.Verdict.Said}, evidence shows {one.Verdict.Provable}"));
        }
    }

    private static void Row(Table table, string name, Proportion value) => table.AddRow(name, Count(value), Share(value.Share), Interval(value.Low, value.High));

    private static void Mean(Table table, string name, MeanValue value) => table.AddRow(name, Amounts.Count(value.Servers, "server"), Share(value.Mean), Interval(value.Low, value.High));

    private static string Count(Proportion value) => value.Of == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{value.Count}/{value.Of}");

    private static string Share(double? value) => value is { } share ? share.ToString("0.0 %", CultureInfo.InvariantCulture) : "-";

    private static string Interval(double? low, double? high) => low is null ? "-" : $"{Share(low)} to {Share(high)}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
