using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>Page one: the verdict in plain words, how far the attack came, what to do first, and what is not covered.</summary>
internal static class VerdictSection
{
    private const int WhatNow = 8;
    private const int FirstActions = 3;

    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        Assessment assessment = context.Assessment;
        Verdict verdict = assessment.Verdict;
        bool blind = IsBlind(assessment);
        string style = blind ? "unknown" : verdict.Outcome == Outcome.None && verdict.Incomplete ? "incomplete" : Words.Style(verdict.Outcome);
        html.Open("section", ("id", "verdict"), ("class", "verdict " + style), ("aria-labelledby", "verdict-title"));
        html.Element("p", blind ? "Not assessable" : $"Outcome: {Words.Of(verdict.Outcome)}", ("class", "outcome"))
            .Element("h1", verdict.Headline, ("id", "verdict-title"));
        if (!blind)
        {
            Ladder(html, verdict.Outcome);
        }

        Facts(html, assessment);
        if (verdict.Incomplete)
        {
            html.Open("p", ("class", "notice")).Element("strong", "Evidence incomplete. ")
                .Text("Some evidence could not be read, so this verdict can be too mild. ")
                .Element("a", "What could not be read", ("href", "#diagnostics")).CloseLine();
        }

        html.CloseLine();
        html.Open("div", ("class", "pair"));
        Part(html, "Why", "why", () => Reasons(html, context, verdict));
        FirstSteps(html, assessment);
        html.CloseLine();
        if (verdict.Limits.Count > 0)
        {
            Part(html, "What this verdict does not cover", "limits", () => Frames.Items(html, verdict.Limits));
        }
    }

    private static bool IsBlind(Assessment assessment) =>
        assessment.Verdict is { Outcome: Outcome.None, CoveredFrom: null } && assessment.Observations.Count == 0;

    private static void Part(HtmlBuilder html, string title, string id, Action content)
    {
        html.Open("section", ("class", "part"), ("aria-labelledby", id)).Element("h2", title, ("id", id));
        content();
        html.CloseLine();
    }

    private static void Ladder(HtmlBuilder html, Outcome outcome)
    {
        html.Open("ol", ("class", "ladder"), ("aria-label", "How far the attack came, as far as evidence shows"));
        for (Outcome step = Outcome.None; step <= Outcome.Used; step++)
        {
            bool here = step == outcome;
            html.Open("li", ("class", here ? "here" : step < outcome && step > Outcome.None ? "passed" : null), ("aria-current", here ? "step" : null))
                .Element("strong", Words.Of(step)).Text(" ").Element("span", Words.Meaning(step)).Close();
        }

        html.CloseLine();
    }

    private static void Facts(HtmlBuilder html, Assessment assessment)
    {
        Verdict verdict = assessment.Verdict;
        html.Open("dl", ("class", "facts"));
        if (verdict is { CoveredFrom: { } from, CoveredTo: { } to })
        {
            Fact(html, "Days covered", from, to, Gaps(assessment.Coverage));
        }
        else
        {
            Fact(html, "Days covered", "none", Gaps(assessment.Coverage));
        }

        EvidenceTime[] times =
            [.. assessment.Findings.SelectMany(f => new[] { f.First, f.Last }).Where(t => t is not null).Select(t => t!.Value)];
        if (times.Length > 0)
        {
            EvidenceTime first = times.Min(), last = times.Max();
            Fact(html, "First and last sign", first.Day, last.Day, Duration(last.UtcTicks - first.UtcTicks));
        }

        Open(html, assessment.Exposure);
        Fact(html, "Evidence", $"{Words.Count(assessment.Files.Count, "file", "files")}, {Words.Size(assessment.Files.Sum(f => f.SizeBytes))}",
            Trouble(assessment.Files));
        html.CloseLine();
    }

    private static void Open(HtmlBuilder html, ExposureReport exposure)
    {
        ExposureWindow[] open = [.. exposure.Windows.Where(w => w.State == ExposureState.Vulnerable)];
        if (open.Length > 0)
        {
            int flaws = open.Select(w => w.Vulnerability).Distinct(StringComparer.Ordinal).Count();
            Fact(html, "Seen open to attack", open.Min(w => w.From).Day, open.Max(w => w.To).Day,
                Words.Count(flaws, "vulnerability", "vulnerabilities"));
        }
        else
        {
            Fact(html, "Seen open to attack", exposure.Windows.Any(w => w.State is ExposureState.Fixed or ExposureState.NotAffected)
                ? "no" : "not known", exposure.Builds.Count == 0 ? "no log carries the build" : "by the builds in the logs");
        }
    }

    private static void Fact(HtmlBuilder html, string name, string value, string note) =>
        Fact(html, name, [value], note);

    private static void Fact(HtmlBuilder html, string name, DateOnly from, DateOnly to, string note) =>
        Fact(html, name, from == to ? [Words.Day(from)] : [Words.Day(from), "to " + Words.Day(to)], note);

    private static void Fact(HtmlBuilder html, string name, ReadOnlySpan<string> parts, string note)
    {
        html.Open("div").Element("dt", name).Open("dd").Open("strong");
        foreach (string part in parts)
        {
            html.Element("span", part, ("class", "together")).Text(" ");
        }

        html.Close().Text(" ").Element("span", note, ("class", "note")).Close().CloseLine();
    }

    private static string Gaps(CoverageReport coverage)
    {
        int gaps = coverage.Logs.Sum(l => l.Gaps.Count);
        string logs = Words.Count(coverage.Logs.Count, "log", "logs");
        return gaps == 0 ? $"{logs}, no gap of a whole day" : $"{logs}, {Words.Count(gaps, "gap", "gaps")}";
    }

    private static string Duration(long ticks)
    {
        TimeSpan span = new(ticks);
        return span.TotalDays >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{Words.Count(span.Days, "day", "days")} {span.Hours} h apart")
            : string.Create(CultureInfo.InvariantCulture, $"{span.Hours} h {span.Minutes} min apart");
    }

    private static string Trouble(IReadOnlyList<EvidenceFile> files)
    {
        int partly = files.Count(f => !f.ReadWhole);
        return partly == 0 ? "all read to the end" : $"{Words.Number(partly)} not read whole";
    }

    private static void Reasons(HtmlBuilder html, ReportContext context, Verdict verdict)
    {
        if (verdict.Reasons.Count == 0)
        {
            html.Element("p", "No reason is given.");
        }

        Frames.Statements(html, context, verdict.Reasons);
    }

    private static void FirstSteps(HtmlBuilder html, Assessment assessment)
    {
        Answer? answer = assessment.Answers.FirstOrDefault(a => a.Number == WhatNow);
        if (answer is null || answer.Details.Count == 0)
        {
            return;
        }

        Part(html, "What to do first", "first-steps", () =>
        {
            html.Open("ol", ("class", "steps"));
            foreach (Statement step in answer.Details.Take(FirstActions))
            {
                html.Element("li", step.Text);
            }

            html.CloseLine();
            if (answer.Details.Count > FirstActions)
            {
                html.Open("p", ("class", "rest")).Text("More under ").Element("a", "the questions", ("href", "#questions")).Text(".").CloseLine();
            }
        });
    }
}
