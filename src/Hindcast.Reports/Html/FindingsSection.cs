using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>The findings, worst first, each with how far it came, how sure that is, and why.</summary>
internal static class FindingsSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        IReadOnlyList<Finding> findings = context.Assessment.Findings;
        Frames.OpenSection(html, "findings", "Findings",
            "What the observations mean together, worst first. A request alone never counts as success: that takes an effect in a log which the request did not write.");
        if (findings.Count == 0)
        {
            html.Element("p", "None in the days covered.", ("class", "empty"));
        }

        int start = html.Length;
        foreach (Finding finding in findings.Take(ReportLimits.Findings))
        {
            Write(html, context, finding, html.Length - start < ReportLimits.FindingsLength);
        }

        Frames.Rest(html, findings.Count - ReportLimits.Findings, "finding", "findings", "assessment.json");
        html.CloseLine();
    }

    private static void Write(HtmlBuilder html, ReportContext context, Finding finding, bool whole)
    {
        html.Open("article", ("class", "finding " + Words.Style(finding.Outcome)), ("id", context.Claims.TakeAnchor(finding.Id)))
            .Open("h3").Element("span", finding.Id, ("class", "claim")).Text(" ").Text(finding.Title).Close();
        html.Open("p", ("class", "grades"));
        Frames.Badge(html, Words.Of(finding.Outcome), Words.Style(finding.Outcome)).Text(" ");
        Frames.Badge(html, Words.Of(finding.Confidence), "plain").Text(" ")
            .Element("span", Words.Meaning(finding.Confidence), ("class", "quiet")).CloseLine();
        if (whole)
        {
            html.Open("p", ("class", "quiet"));
            if (finding is { First: { } first, Last: { } last })
            {
                html.Text("From ").Element("time", first.ToString()).Text(" to ").Element("time", last.ToString()).Text(" · ");
            }

            html.Text("Subject: ").Text(finding.Subject, ReportLimits.Name).Text(" · Pack: ").Text(finding.Pack, ReportLimits.Name).CloseLine();
            Frames.Statements(html, context, finding.Reasons);
            html.Open("p", ("class", "quiet")).Text($"Rests on {Words.Count(finding.Observations.Count, "observation", "observations")}:");
            context.Claims.Write(html, finding.Observations);
            html.CloseLine();
        }
        else
        {
            html.Open("p", ("class", "rest")).Text("Reasons stand in ").Element("code", "assessment.json").Text(".").CloseLine();
        }

        html.CloseLine();
    }
}
