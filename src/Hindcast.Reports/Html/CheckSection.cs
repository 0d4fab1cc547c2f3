using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>How anybody can check a claim, and what knowledge the assessment was made with.</summary>
internal static class CheckSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        Frames.OpenSection(html, "check", "Check a claim",
            "Every claim has an id: F for a finding, O for an observation, B for a build, X for an exposure window, S for a sign of tampering. To see the evidence lines behind one, byte for byte, with file, offset and SHA-256:");
        html.Open("pre", ("tabindex", "0")).Element("code", "hindcast explain <claim-id> --case <folder>").CloseLine();
        html.Open("p").Text("For example ").Element("code", $"hindcast explain {Example(context.Assessment)} --case .")
            .Text(" in the folder of this report. Beside it lie ").Element("code", "assessment.json")
            .Text(", which holds everything shown here in full, and ").Element("code", "timeline.csv")
            .Text(", which holds every observation. The same evidence and the same knowledge give the same report, byte for byte.").CloseLine();
        html.Element("h3", "Knowledge used");
        IReadOnlyList<PackReference> packs = context.Assessment.Packs;
        if (packs.Count == 0)
        {
            html.Element("p", "No campaign pack.", ("class", "empty"));
        }
        else
        {
            Frames.OpenTable(html, "Campaign packs", "packs", "Pack", "Name", "SHA-256");
            foreach (PackReference pack in packs.Take(ReportLimits.Items))
            {
                html.Open("tr").Open("th", ("scope", "row")).Text(pack.Id, ReportLimits.Name).Close();
                Frames.Cell(html, pack.Name);
                html.Open("td").Open("code").Text(pack.Sha256, ReportLimits.Name).Close().Close().CloseLine();
            }

            Frames.CloseTable(html);
            Frames.Rest(html, packs.Count - ReportLimits.Items, "pack", "packs", "assessment.json");
        }

        html.CloseLine();
    }

    private static string Example(Assessment assessment) =>
        assessment.Findings.Count > 0 ? assessment.Findings[0].Id
        : assessment.Exposure.Windows.Count > 0 ? assessment.Exposure.Windows[0].Id
        : assessment.Exposure.Builds.Count > 0 ? assessment.Exposure.Builds[0].Id
        : "F1";
}
