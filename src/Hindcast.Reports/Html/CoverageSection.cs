using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>Which days there is evidence for, log by log; gaps, losses and logs that are missing are named.</summary>
internal static class CoverageSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        CoverageReport coverage = context.Assessment.Coverage;
        Frames.OpenSection(html, "coverage", "Coverage",
            "\"No sign\" holds only for days that were seen. Days without a record between a log's first and last are gaps: the log was lost, deleted or not collected, or the service stood still.");
        string? unit = CoverageDrawing.Write(html, coverage);
        if (unit is not null)
        {
            Legend(html, unit);
        }

        Logs(html, coverage.Logs);
        Absent(html, coverage.Absent);
        html.CloseLine();
    }

    private static void Legend(HtmlBuilder html, string unit)
    {
        html.Open("ul", ("class", "legend"), ("aria-label", "Legend"));
        foreach ((string style, string text) in new[]
        {
            ("level3", $"three quarters or more of the hours of a {unit} have records"), ("level2", "a quarter or more"),
            ("level1", "less"), ("gap", "gap: none"),
        })
        {
            html.Open("li").Open("svg", ("width", "26"), ("height", "12"), ("aria-hidden", "true"));
            Svg.Bar(html, 1, 1, 24, 10, style);
            html.Close().Text(" " + text).Close();
        }

        html.CloseLine();
    }

    private static void Logs(HtmlBuilder html, IReadOnlyList<LogCoverage> logs)
    {
        html.Element("h3", "Logs in the evidence");
        if (logs.Count == 0)
        {
            html.Element("p", "None.", ("class", "empty"));
            return;
        }

        Frames.OpenTable(html, "Logs in the evidence", "logs", "Log", "First and last record", "#Days", "Gaps", "#Records", "#Unreadable", "#Lost bytes", "#Files");
        foreach (LogCoverage log in logs.Take(ReportLimits.Logs))
        {
            html.Open("tr").Open("th", ("scope", "row")).Text(log.Log.ToString(), ReportLimits.Name).Close()
                .Open("td");
            if (log is { First: { } first, Last: { } last })
            {
                html.Element("time", first.ToString()).Text(" ").Element("time", last.ToString());
            }
            else
            {
                html.Text("no record with a time");
            }

            html.Close();
            Frames.Cell(html, log.Days.Count);
            html.Open("td");
            Gaps(html, log.Gaps);
            html.Close();
            Frames.Cell(html, log.Records);
            Frames.Cell(html, log.BadRecords);
            Frames.Cell(html, log.LostBytes);
            Frames.Cell(html, log.Files).CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, logs.Count - ReportLimits.Logs, "log", "logs", "assessment.json");
    }

    private static void Gaps(HtmlBuilder html, IReadOnlyList<CoverageGap> gaps)
    {
        html.Text(gaps.Count == 0 ? "none" : string.Join(", ", gaps.Take(ReportLimits.Items).Select(Words.Of)));
        if (gaps.Count > ReportLimits.Items)
        {
            html.Text($", and {Words.Number(gaps.Count - ReportLimits.Items)} more");
        }
    }

    private static void Absent(HtmlBuilder html, IReadOnlyList<AbsentLog> absent)
    {
        if (absent.Count == 0)
        {
            return;
        }

        html.Element("h3", "Logs that a full answer needs, and that are missing");
        Frames.OpenTable(html, "Missing logs", "absent", "Log", "Where a server keeps it", "What it would tell");
        foreach (AbsentLog log in absent.Take(ReportLimits.Items))
        {
            html.Open("tr").Open("th", ("scope", "row")).Text(log.Name, ReportLimits.Name).Close();
            html.Open("td").Open("code").Text(log.Path, ReportLimits.Path).Close().Close();
            Frames.Cell(html, log.Tells, ReportLimits.Sentence).CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, absent.Count - ReportLimits.Items, "log", "logs", "assessment.json");
    }
}
