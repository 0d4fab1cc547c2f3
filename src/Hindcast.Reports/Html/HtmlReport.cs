using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>
/// report.html: one static file for people. It opens offline, loads nothing and runs nothing (its content security policy
/// forbids both), prints on A4, and follows light and dark. The first page is for the owner, what follows for those who
/// check. The same assessment gives the same bytes. At most about 3 MB: what is over the limits is counted and stands in
/// assessment.json and timeline.csv.
/// </summary>
public static class HtmlReport
{
    private const string UserRules = "user-rules", Unusual = "unusual";
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private static readonly (string Id, string Title)[] Contents =
    [
        ("verdict", "Verdict"),
        ("questions", "Eight questions"),
        ("exposure", "Exposure"),
        ("actions", "What to do"),
        ("intrusions", "Intrusions"),
        ("actors", "Actors"),
        ("attack", "ATT&CK"),
        ("impact", "Impact"),
        ("findings", "Findings"),
        ("timeline", "Timeline"),
        ("coverage", "Coverage"),
        (Unusual, "Unusual"),
        ("signs", "Signs of tampering"),
        ("detections", "Detections"),
        (UserRules, "What your rules met"),
        ("files", "Evidence files"),
        ("diagnostics", "Trouble in reading"),
        ("check", "Check a claim"),
    ];

    /// <summary>Writes the report as UTF-8 without a byte order mark.</summary>
    public static void Write(Assessment assessment, Stream target)
    {
        ReportContext context = new(assessment);
        HtmlBuilder html = new();
        html.DocumentType().Open("html", ("lang", "en"));
        Head(html, assessment);
        html.Open("body").Element("a", "Skip to the verdict", ("class", "skip"), ("href", "#verdict"));
        Svg.Patterns(html);
        html.Open("header", ("class", "top")).Element("p", "Hindcast", ("class", "mark"))
            .Element("p", "Compromise assessment", ("class", "kind")).CloseLine();
        html.Open("div", ("class", "page"));
        Navigation(html, assessment);
        html.Open("main");
        VerdictSection.Write(html, context);
        AnswersSection.Write(html, context);
        ExposureSection.Write(html, context);
        ActionsSection.Write(html, context);
        IntrusionsSection.Write(html, context);
        ActorsSection.Write(html, context);
        AttackSection.Write(html, context);
        ImpactSection.Write(html, context);
        FindingsSection.Write(html, context);
        TimelineSection.Write(html, context);
        CoverageSection.Write(html, context);
        UnusualSection.Write(html, context);
        SignsSection.Write(html, context);
        DetectionsSection.Write(html, context);
        UserRulesSection.Write(html, context);
        FilesSection.Write(html, context);
        DiagnosticsSection.Write(html, context);
        CheckSection.Write(html, context);
        html.CloseLine().CloseLine();
        html.Open("footer").Text($"{assessment.Tool} · schema {assessment.SchemaVersion} · all times are UTC, as precise as their source")
            .CloseLine();
        html.CloseLine().CloseLine();
        html.CopyTo(target);
    }

    private static void Head(HtmlBuilder html, Assessment assessment)
    {
        html.Open("head").Void("meta", ("charset", "utf-8"))
            .Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy))
            .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Void("meta", ("name", "color-scheme"), ("content", "light dark"))
            .Void("meta", ("name", "referrer"), ("content", "no-referrer"));
        html.Open("title").Plain("Compromise assessment: " + assessment.Verdict.Headline, ReportLimits.Name).CloseLine();
        html.StyleSheet(ReportStyle.Sheet).CloseLine();
    }

    private static void Navigation(HtmlBuilder html, Assessment assessment)
    {
        html.Open("nav", ("aria-label", "Contents")).Open("ol");
        foreach ((string id, string title) in Contents.Where(c => (c.Id != UserRules || assessment.UserRules is not null) && (c.Id != Unusual || assessment.Unusual is not null)))
        {
            html.Open("li").Element("a", title, ("href", "#" + id)).Close();
        }

        html.Close().CloseLine();
    }
}
