using System.Globalization;
using Hindcast.Cli.Output;
using Hindcast.Engine.Hunting;
using Hindcast.Evidence;
using Hindcast.Sigma.Loading;

namespace Hindcast.Cli.Hunt;

/// <summary>Tells what a hunt came to, and what it could not see. Goes to standard error, beside the matches.</summary>
internal sealed class HuntSummary(HuntResult result, TextWriter output)
{
    private const int MostRules = 10;
    private const int MostHosts = 10;
    private const int MostDays = 31;
    private const int MostDiagnostics = 10;
    private const int BarWidth = 40;
    private const int MostCostly = 3;

    internal void Write()
    {
        Line($"Read {Amounts.Count(result.Records, "record")} of {Amounts.Count(result.LogFiles, "log")}, {Amounts.Count(result.Files, "file")} in all.");
        if (result.Copies > 0)
        {
            Line($"{Amounts.Count(result.Copies, "further log")} with the same bytes as another counted once.");
        }

        Matches();
        Tuning();
        Honesty();
        Cost();
        Trouble();
    }

    private void Matches()
    {
        Line($"{Amounts.Count(result.Matches.Count, "match")}.");
        if (result.DroppedMatches > 0)
        {
            Line($"{Amounts.Count(result.DroppedMatches, "further match")} not kept: too many. The slightest were given up first; narrow the rules by --level, --tag or --exclude.");
        }

        if (result.OutsideDates > 0)
        {
            Line($"{Amounts.Count(result.OutsideDates, "match")} outside the dates asked for.");
        }

        if (result.Matches.Count == 0)
        {
            return;
        }

        Line("");
        Line("By level");
        foreach (var level in result.Matches.CountBy(m => m.Rule.Level).OrderByDescending(l => l.Key))
        {
            Row(HuntWriter.Level(level.Key), level.Value);
        }

        Top("By rule", MostRules, "rule", result.Matches.CountBy(m => $"{m.Rule.Title} [{HuntWriter.Level(m.Rule.Level)}]"));
        Top("By computer", MostHosts, "computer", result.Matches.CountBy(m => m.Computer.Length > 0 ? m.Computer : "(the log names none)"));
        Days();
    }

    private void Days()
    {
        int timeless = result.Matches.Count(m => m.Time is null);
        if (timeless > 0)
        {
            Line("");
            Line($"{Amounts.Count(timeless, "match")} without a time, which --from and --to leave in: of any day.");
        }

        KeyValuePair<DateOnly, int>[] days = [.. result.Matches.Where(m => m.Time is not null).CountBy(m => m.Time!.Value.Day).OrderBy(d => d.Key)];
        if (days.Length == 0)
        {
            return;
        }

        Line("");
        Line(days.Length <= MostDays ? "By day (UTC)" : $"By day (UTC), the last {MostDays} of {days.Length} with matches");
        int most = days.Max(d => d.Value);
        foreach ((DateOnly day, int count) in days.TakeLast(MostDays))
        {
            string bar = new('#', Math.Max(1, (int)((long)count * BarWidth / most)));
            Line($"{count,9:N0}  {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}  {bar}");
        }
    }

    private void Tuning()
    {
        if (result.Tuning.Count == 0)
        {
            return;
        }

        Line("");
        Line("Tuned");
        foreach (HuntTuningReport report in result.Tuning)
        {
            string what = report.Entry.IsOff ? "off" : report.Entry.Level is { } level ? $"level {HuntWriter.Level(level)}" : $"{Amounts.Count(report.Allowed, "match")} allowed";
            string rules = report.Rules == 0 ? ", but no loaded rule has this id or title" : report.Rules == 1 ? "" : $" in {Amounts.Count(report.Rules, "rule")}";
            Line($"           {Terminal.Safe(string.Join(", ", report.Entry.Rules))}: {what}{rules} (line {report.Entry.SourceLine}: {Terminal.Safe(report.Entry.Reason)})");
        }
    }

    private void Cost()
    {
        long all = result.Rules.Sum(r => r.Evaluations);
        HuntRuleReport[] costly = [.. result.Rules.Where(r => r.Evaluations > 0).OrderByDescending(r => r.Evaluations).ThenBy(r => r.Rule.Id, StringComparer.Ordinal).Take(MostCostly)];
        if (costly.Length == 0)
        {
            return;
        }

        Line("");
        Line($"Rules by cost: {Amounts.Count(all, "condition")} worked out in all");
        foreach (HuntRuleReport report in costly)
        {
            Line($"{report.Evaluations,9:N0}  {Terminal.Safe(report.Rule.Title)} ({report.Evaluations * 100.0 / all:F1} %, {Amounts.Count(report.Matches, "match")})");
        }
    }

    private void Honesty()
    {
        int Count(HuntRuleState state) => result.Rules.Count(r => r.State == state);
        SigmaProblem[] losses = [.. result.Problems.Where(p => p.Diagnostic.Descriptor.Severity == DiagnosticSeverity.Loss)];
        Line("");
        Line("Rules, honestly");
        Row($"loaded, of which {Amounts.Count(result.Rules.Count(r => r.IsCorrelation), "correlation")} ran", result.Rules.Count);
        Row("not loaded, or not whole", losses.Length);
        if (result.PackFiles > 0)
        {
            Line($"             {Amounts.Count(result.PackFiles, "other file")} of campaign packs skipped");
        }

        foreach (var (code, count) in losses.CountBy(p => $"{p.Diagnostic.Code} {p.Diagnostic.Descriptor.Title}").OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal))
        {
            Line($"             {count:N0} because of {Terminal.Safe(code)}");
        }

        foreach (var (reason, count) in result.Rules.Where(r => r.State == HuntRuleState.LeftOut).CountBy(r => r.Reason).OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            Row($"left out: {reason}", count);
        }

        Row("no mapping covers their log source", Count(HuntRuleState.Unmapped));
        Row("no evidence for their log source", Count(HuntRuleState.NoEvidence));
        Row("could not fire: the records lack the event or field they ask for", Count(HuntRuleState.CouldNotFire));
        Row("tried, no match", Count(HuntRuleState.Silent));
        Row("matched", Count(HuntRuleState.Matched));
        HuntRuleReport[] givenUp = [.. result.Rules.Where(r => r.GivenUp > 0).OrderByDescending(r => r.GivenUp).ThenBy(r => r.Rule.Id, StringComparer.Ordinal)];
        if (givenUp.Length > 0)
        {
            Row("may have missed records: a regular expression met its time limit", givenUp.Length);
            foreach (HuntRuleReport report in givenUp.Take(MostCostly))
            {
                Line($"             {Terminal.Safe(report.Rule.Title)} ({Amounts.Count(report.GivenUp, "value")} given up)");
            }
        }

        Line("'--report <file>' lists every rule with its reason and cost.");
        foreach (string unused in result.UnusedExclusions)
        {
            Line($"--exclude {Terminal.Safe(unused)}: no rule has this id or title.");
        }

        if (losses.Length > 0)
        {
            Line("'hindcast rules check <folder>' names each rule that was not loaded, with line and column.");
        }
    }

    private void Trouble()
    {
        if (result.UncorrelatedMatches > 0)
        {
            Line($"Correlations did not see {Amounts.Count(result.UncorrelatedMatches, "match")}: without a time, or too many.");
        }

        if (result.LostGroups > 0)
        {
            Line($"Correlations gave up {Amounts.Count(result.LostGroups, "group")}: too many at once.");
        }

        if (result.Diagnostics.Count == 0 && result.BadRecords == 0)
        {
            return;
        }

        Line("");
        Line($"Evidence, honestly: {Amounts.Count(result.BadRecords, "record")} lost or damaged, {Amounts.Count(result.Diagnostics.Count, "diagnostic")}");
        foreach (Diagnostic diagnostic in result.Diagnostics.Take(MostDiagnostics))
        {
            Line($"  {Terminal.Safe(diagnostic.ToString())}");
        }

        if (result.Diagnostics.Count > MostDiagnostics)
        {
            Line($"  and {Amounts.Count(result.Diagnostics.Count - MostDiagnostics, "diagnostic")} more");
        }
    }

    private void Top(string title, int most, string noun, IEnumerable<KeyValuePair<string, int>> counts)
    {
        KeyValuePair<string, int>[] sorted = [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)];
        Line("");
        Line(title);
        foreach ((string name, int count) in sorted.Take(most))
        {
            Row(Terminal.Safe(name), count);
        }

        if (sorted.Length > most)
        {
            Line($"           and {Amounts.Count(sorted.Length - most, noun)} more with {Amounts.Count(sorted.Skip(most).Sum(c => (long)c.Value), "match")}");
        }
    }

    private void Row(string name, long count) => Line($"{count,9:N0}  {name}");

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private void Line(string text) => output.WriteLine(text);
}
