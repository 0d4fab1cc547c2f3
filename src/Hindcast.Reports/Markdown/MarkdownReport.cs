using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Markdown;

/// <summary>report.md: verdict, answers, findings with their evidence, indicators, coverage and limits, for tickets and wikis.</summary>
public static class MarkdownReport
{
    /// <summary>Observations listed for a finding; the rest is counted.</summary>
    private const int MaxObservations = 50;

    /// <summary>Writes the report.</summary>
    public static string Write(SharedCase shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        Assessment assessment = shared.Assessment;
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $"# Assessment of an Exchange server\n\n{Safe(TlpLabel.Name(shared.Options.Tlp))} · {Safe(assessment.Tool)} · {Safe(shared.Organisation)}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"**{Safe(assessment.Verdict.Headline)}**\n\n");
        foreach (Statement sentence in assessment.Verdict.Summary)
        {
            page.Append(CultureInfo.InvariantCulture, $"{Safe(sentence.Text)}\n\n");
        }

        Statements(page, assessment.Verdict.Reasons);
        page.Append("## Answers\n\n");
        foreach (Answer answer in assessment.Answers)
        {
            page.Append(CultureInfo.InvariantCulture, $"### {answer.Number}. {Safe(answer.Question)}\n\n{Safe(answer.Summary)}{Status(answer.Status)}\n\n");
            Statements(page, answer.Details);
            Lines(page, "Missing:", answer.Missing);
        }

        Exposure(page, assessment.Exposure);
        Findings(page, assessment);
        Table(page, "## Indicators\n\n", ["Kind", "Value", "First seen", "Last seen", "Seen", "What"], shared.Indicators.Select(i => (string[])
        [
            IndicatorWords.Of(i.Indicator.Kind), i.Indicator.Value, i.Indicator.First?.ToString() ?? "", i.Indicator.Last?.ToString() ?? "",
            Number(i.Indicator.Sightings), i.Indicator.Context,
        ]));
        if (shared.UnreadableIndicators > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"Left out, because a part of the value cannot be read or seen: {shared.UnreadableIndicators}\n\n");
        }

        Table(page, "## Coverage\n\n", ["Log", "First", "Last", "Records", "Days without"], assessment.Coverage.Logs.Select(l => (string[])
        [
            l.Log.ToString(), l.First?.ToString() ?? "", l.Last?.ToString() ?? "", Number(l.Records), Number(l.Gaps.Sum(g => g.Days)),
        ]));
        page.Append("## What the verdict does not cover\n\n");
        Lines(page, "", assessment.Verdict.Limits);
        Table(page, "## Trouble in the evidence\n\n", ["Code", "What", "Where", "Found", "Times", "Consequence"], assessment.Diagnostics.Select(d => (string[])
        [
            d.Code, d.Descriptor.Title, d.Location.ToString(), d.Found, Number(d.Count), d.Descriptor.Consequence,
        ]));
        return page.ToString();
    }

    private static void Exposure(StringBuilder page, ExposureReport exposure)
    {
        Table(page, "## Builds\n\n", ["Claim", "Build", "Name", "First seen", "Last seen"], exposure.Builds.Select(b => (string[])
        [
            b.Id, b.Build.ToString(), b.Name, b.First.ToString(), b.Last.ToString(),
        ]));
        Table(page, "## Open flaws\n\n", ["Claim", "Flaw", "State", "From", "To", "Fix published"], exposure.Windows.Select(w => (string[])
        [
            w.Id, w.Vulnerability, w.State.ToString().ToLowerInvariant(), w.From.ToString(), w.To.ToString(),
            w.FixPublished.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ]));
    }

    private static void Findings(StringBuilder page, Assessment assessment)
    {
        ILookup<string, Observation> observations = assessment.Observations.ToLookup(o => o.Id, StringComparer.Ordinal);
        ILookup<string, string> titles = assessment.Detections.ToLookup(d => d.RuleId, d => d.Title, StringComparer.Ordinal);
        page.Append("## Findings\n\n");
        foreach (Finding finding in assessment.Findings)
        {
            page.Append(CultureInfo.InvariantCulture, $"### {Safe(finding.Id)} {Safe(finding.Title)}\n\n");
            page.Append(CultureInfo.InvariantCulture, $"Confidence: {finding.Confidence.ToString().ToLowerInvariant()}. First: {Safe(finding.First?.ToString() ?? "without a time")}. Last: {Safe(finding.Last?.ToString() ?? "without a time")}.\n\n");
            Statements(page, finding.Reasons);
            Table(page, "", ["Claim", "Time", "What", "Where"], finding.Observations.Take(MaxObservations).SelectMany(id => observations[id]).Select(o => (string[])
            [
                o.Id, o.Time?.ToString() ?? "", titles[o.RuleId].FirstOrDefault() ?? o.RuleId, o.Location.ToString(),
            ]));
            if (finding.Observations.Count > MaxObservations)
            {
                page.Append(CultureInfo.InvariantCulture, $"{finding.Observations.Count - MaxObservations} more in assessment.json.\n\n");
            }
        }
    }

    private static void Statements(StringBuilder page, IEnumerable<Statement> statements) =>
        Lines(page, "", statements.Select(s => s.Claims.Count == 0 ? s.Text : $"{s.Text} ({string.Join(" ", s.Claims.Take(8))}{(s.Claims.Count > 8 ? " ..." : "")})"));

    private static void Lines(StringBuilder page, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length > 0)
        {
            page.Append(title.Length > 0 ? $"{title}\n\n" : "").AppendJoin("", all.Select(l => $"- {Safe(l)}\n")).Append('\n');
        }
    }

    private static void Table(StringBuilder page, string title, string[] columns, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        if (all.Length > 0)
        {
            page.Append(title).Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
            page.AppendJoin("", all.Select(r => $"| {string.Join(" | ", r.Select(Safe))} |\n")).Append('\n');
        }
    }

    private static string Status(AnswerStatus status) => status switch
    {
        AnswerStatus.Answered => "",
        AnswerStatus.Partly => " (in part)",
        _ => " (not assessable)",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Safe(string text) => MarkdownText.Escape(text);
}
