using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>The build history and what it left open: drawn, and the same as tables.</summary>
internal static class ExposureSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        ExposureReport exposure = context.Assessment.Exposure;
        Frames.OpenSection(html, "exposure", "Exposure",
            "Which build ran when, as the server's own logs tell, and what it left open. Zero-day means open before a fix was published, n-day means open although the fix was out.");
        int outside = ExposureDrawing.Write(html, context);
        if (exposure.Builds.Count > 0 || exposure.Windows.Count > 0 || context.Assessment.Observations.Count > outside)
        {
            Legend(html);
        }

        if (outside > 0)
        {
            html.Element("p", $"Not drawn: {Words.Count(outside, "observation", "observations")} without a time or far outside of the covered days.", ("class", "rest"));
        }

        Windows(html, context, exposure.Windows);
        Builds(html, context, exposure.Builds);
        html.CloseLine();
    }

    private static void Legend(HtmlBuilder html)
    {
        html.Open("ul", ("class", "legend"), ("aria-label", "Legend"));
        foreach ((string style, string text) in new[]
        {
            ("zero-day", "open, no fix yet (zero-day)"), ("n-day", "open, fix was out (n-day)"), ("fixed", "fixed"),
            ("unknown", "not known"), ("change-swatch", "changed some time in between"), ("build exact", "build, exact"),
            ("build rough", "build, cumulative update only"), ("gap", "a log has no record"), ("disclosure-swatch", "disclosed to the world"), ("intrusion used", "intrusion, with a line at its first effect"),
        })
        {
            html.Open("li").Open("svg", ("width", "26"), ("height", "12"), ("aria-hidden", "true"));
            Svg.Bar(html, 1, 1, 24, 10, style);
            html.Close().Text(" " + text).Close();
        }

        html.CloseLine();
    }

    private static void Windows(HtmlBuilder html, ReportContext context, IReadOnlyList<ExposureWindow> windows)
    {
        html.Element("h3", "Windows by vulnerability");
        if (windows.Count == 0)
        {
            html.Element("p", "Not assessable: no window can be told from the evidence.", ("class", "empty"));
            return;
        }

        Frames.OpenTable(html, "Windows by vulnerability", "windows", "Claim", "Vulnerability", "State", "When", "Why");
        foreach (ExposureWindow window in windows.Take(ReportLimits.Windows))
        {
            html.Open("tr", ("id", context.Claims.TakeAnchor(window.Id)))
                .Open("th", ("scope", "row")).Text(window.Id, ReportLimits.Name).Close();
            html.Open("td").Text(window.Vulnerability, ReportLimits.Name)
                .Open("p", ("class", "quiet")).Text("fix published ").Element("time", Words.Day(window.FixPublished)).Close().Close().Open("td");
            Frames.Badge(html, Words.Of(window.State), window.State switch
            {
                ExposureState.Vulnerable => "succeeded",
                ExposureState.Fixed => "none",
                _ => "plain",
            });
            html.Close().Open("td");
            When(html, "seen from", window.From);
            When(html, "zero-day until", window.ZeroDayUntil);
            When(html, "n-day from", window.NDayFrom);
            When(html, "seen until", window.To);
            When(html, "next state seen", window.NextSeen);
            html.Close().Open("td").Text(window.Reason, ReportLimits.Path);
            context.Claims.Write(html, window.Builds);
            html.Close().CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, windows.Count - ReportLimits.Windows, "window", "windows", "assessment.json");
    }

    private static void When(HtmlBuilder html, string word, EvidenceTime? time)
    {
        if (time is { } known)
        {
            html.Open("p").Element("span", word, ("class", "quiet")).Text(" ").Element("time", known.ToString()).Close();
        }
    }

    private static void Builds(HtmlBuilder html, ReportContext context, IReadOnlyList<BuildSpan> builds)
    {
        html.Element("h3", "Builds seen in the logs");
        if (builds.Count == 0)
        {
            html.Element("p", "None: no log in the evidence carries the server's build.", ("class", "empty"));
            return;
        }

        Frames.OpenTable(html, "Builds seen in the logs", "builds", "Claim", "Build", "Released", "First row", "Last row", "#Rows", "Carried by");
        foreach (BuildSpan build in builds.Take(ReportLimits.Builds))
        {
            html.Open("tr", ("id", context.Claims.TakeAnchor(build.Id)))
                .Open("th", ("scope", "row")).Text(build.Id, ReportLimits.Name).Close()
                .Open("td").Text(build.Build.ToString()).Open("p", ("class", "quiet")).Text(build.Name.Length > 0 ? build.Name : "not in the build table", ReportLimits.Name)
                .Text(build.Precision == BuildPrecision.CumulativeUpdate ? " (cumulative update only; security update not known)" : "").Close().Close();
            Frames.Cell(html, build.Released is { } released ? Words.Day(released) : "not known");
            Sighting(html, build.First, build.FirstLocation);
            Sighting(html, build.Last, build.LastLocation);
            Frames.Cell(html, build.Records);
            Frames.Cell(html, string.Join(", ", build.Sources.Take(ReportLimits.Items)), ReportLimits.Field).CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, builds.Count - ReportLimits.Builds, "build", "builds", "assessment.json");
    }

    private static void Sighting(HtmlBuilder html, EvidenceTime time, SourceLocation location) =>
        html.Open("td").Element("time", time.ToString()).Text(" ").Open("code").Text(location.ToString(), ReportLimits.Path).Close().Close();
}
