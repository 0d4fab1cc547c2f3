using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>Signs in the order and the checksums of event logs that they may have been tampered with.</summary>
internal static class SignsSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        Assessment assessment = context.Assessment;
        Frames.OpenSection(html, "signs", "Signs of tampering",
            "What event logs say of themselves: cleared, records missing, times that run backwards, wrong checksums. Only a cleared log was surely changed by somebody; damage, a changed clock, or copying a log while it is written leave the other signs too.");
        if (assessment.Signs.Count == 0)
        {
            html.Element("p", assessment.Files.Any(f => f.Format == "evtx") ? "None in the event logs that were read." : "No event log was read.", ("class", "empty")).CloseLine();
            return;
        }

        Frames.OpenTable(html, "Signs of tampering", "signs", "Claim", "Time (UTC)", "What was seen", "Log");
        foreach (LogSign sign in assessment.Signs.Take(ReportLimits.Signs))
        {
            html.Open("tr", ("id", context.Claims.TakeAnchor(sign.Id)))
                .Open("th", ("scope", "row")).Text(sign.Id, ReportLimits.Name).Close().Open("td");
            if (sign.Time is { } time)
            {
                html.Element("time", time.ToString());
            }
            else
            {
                html.Text("no time");
            }

            html.Close().Open("td").Open("p").Text(sign.Describe(), ReportLimits.Path).Close()
                .Open("code").Text(Place(sign.Location), ReportLimits.Path).Close().Close();
            Frames.Cell(html, sign.Log.ToString()).CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, assessment.Signs.Count - ReportLimits.Signs, "sign", "signs", "assessment.json");
        if (assessment.SignsLeftOut > 0)
        {
            html.Element("p", $"{Words.Number(assessment.SignsLeftOut)} more were counted and not kept.", ("class", "rest"));
        }

        html.CloseLine();
    }

    private static string Place(SourceLocation location) => string.Create(
        CultureInfo.InvariantCulture,
        $"{location.File}, offset {location.OffsetBytes}{(location.RecordId > 0 ? $", record {location.RecordId}" : "")}");
}
