using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>The observations in time order, with the record's own fields folded in.</summary>
internal static class TimelineSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        IReadOnlyList<Observation> all = context.Assessment.Observations;
        IReadOnlyList<Observation> shown = context.Claims.Observations;
        Frames.OpenSection(html, "timeline", "Timeline",
            "Records and files that a detection met, in time order. Values come from the evidence and are shown as text; what can't be seen is shown as its code point.");
        if (all.Count == 0)
        {
            html.Element("p", "No observation.", ("class", "empty")).CloseLine();
            return;
        }

        Frames.OpenFold(html, shown.Count == all.Count
            ? Words.Count(all.Count, "observation", "observations")
            : $"{Words.Number(shown.Count)} of {Words.Number(all.Count)} observations: the first {Words.Number(ReportLimits.Observations)}, and later ones that this report cites",
            open: true);
        Frames.OpenTable(html, "Timeline of observations", "timeline", "Claim", "Time (UTC)", "What was seen", "Outcome");
        foreach (Observation observation in shown)
        {
            Row(html, context, observation);
        }

        Frames.CloseTable(html);
        html.CloseLine();
        Frames.Rest(html, all.Count - shown.Count, "observation", "observations", "timeline.csv");
        html.CloseLine();
    }

    private static void Row(HtmlBuilder html, ReportContext context, Observation observation)
    {
        DetectionSummary? detection = context.Detection(observation);
        OpenRow(html, context, observation, detection?.Title);
        if (detection is not null)
        {
            Frames.Badge(html, Words.Of(detection.Outcome), Words.Style(detection.Outcome)).Text(" ")
                .Element("span", Words.Of(detection.Role), ("class", "quiet"));
        }

        html.Close().CloseLine();
    }

    /// <summary>A row for an observation up to its last cell, which stands open.</summary>
    internal static void OpenRow(HtmlBuilder html, ReportContext context, Observation observation, string? title)
    {
        html.Open("tr", ("id", context.Claims.TakeAnchor(observation.Id)))
            .Open("th", ("scope", "row")).Text(observation.Id, ReportLimits.Name).Close()
            .Open("td");
        if (observation.Time is { } time)
        {
            html.Element("time", time.ToString());
        }
        else
        {
            html.Text("no time");
        }

        html.Close().Open("td").Open("p").Text(title ?? observation.RuleId, ReportLimits.Path).Close()
            .Open("code").Text(observation.Location.ToString(), ReportLimits.Path).Close();
        Fields(html, observation);
        html.Close().Open("td");
    }

    private static void Fields(HtmlBuilder html, Observation observation)
    {
        html.Open("details").Element("summary", "Record").Open("dl");
        int start = html.Length, written = 0;
        foreach ((string name, string value) in observation.Fields)
        {
            if (written == ReportLimits.Fields || html.Length - start > ReportLimits.RecordLength)
            {
                break;
            }

            html.Open("dt").Text(name, ReportLimits.Name).Close().Open("dd").Text(value, ReportLimits.Field).Close();
            written++;
        }

        if (written < observation.Fields.Count)
        {
            html.Element("dt", "further fields").Element("dd", Words.Number(observation.Fields.Count - written));
        }

        html.Element("dt", "log").Open("dd").Text(observation.Log.ToString(), ReportLimits.Name).Close()
            .Element("dt", "SHA-256").Open("dd").Text(observation.RecordSha256, ReportLimits.Name).Close()
            .Close().Close();
    }
}
