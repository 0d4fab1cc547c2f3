using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>What was looked for: which detections met something, which could have, and which had no log to read.</summary>
internal static class DetectionsSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        IReadOnlyList<DetectionSummary> all = context.Assessment.Detections;
        DetectionSummary[] met = [.. all.Where(d => d.Matches > 0)];
        DetectionSummary[] silent = [.. all.Where(d => d.Matches == 0 && d.CouldFire)];
        DetectionSummary[] blind = [.. all.Where(d => d.Matches == 0 && !d.CouldFire)];
        Frames.OpenSection(html, "detections", "Detections",
            $"{Words.Count(all.Count, "detection", "detections")}: {Words.Number(met.Length)} met something, {Words.Number(silent.Length)} met nothing, {Words.Number(blind.Length)} could not meet anything because no log that they read is in the evidence.");
        Group(html, "Met something", met, open: true);
        Group(html, "Could have met something, and did not", silent, open: false);
        Group(html, "Could not meet anything: no log", blind, open: blind.Length <= ReportLimits.RowsOpen);
        html.CloseLine();
    }

    private static void Group(HtmlBuilder html, string title, DetectionSummary[] detections, bool open)
    {
        if (detections.Length == 0)
        {
            return;
        }

        Frames.OpenFold(html, $"{title} ({Words.Number(detections.Length)})", open);
        Frames.OpenTable(html, title, "detections", "Detection", "About", "Sees", "Shows by itself", "#Matches", "#Kept");
        int start = html.Length, written = 0;
        for (; written < detections.Length && written < ReportLimits.Detections && html.Length - start < ReportLimits.DetectionsLength; written++)
        {
            DetectionSummary detection = detections[written];
            html.Open("tr").Open("th", ("scope", "row")).Text(detection.Title, ReportLimits.Path).Text(" ")
                .Open("code").Text(detection.RuleId, ReportLimits.Name).Close().Close();
            Frames.Cell(html, detection.Subject);
            Frames.Cell(html, Words.Of(detection.Role));
            html.Open("td");
            Frames.Badge(html, Words.Of(detection.Outcome), Words.Style(detection.Outcome)).Close();
            Frames.Cell(html, detection.Matches);
            Frames.Cell(html, detection.Kept).CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, detections.Length - written, "detection", "detections", "assessment.json");
        html.CloseLine();
    }
}
