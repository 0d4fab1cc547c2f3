using Hindcast.Evidence;

namespace Hindcast.Reports.Html;

/// <summary>The evidence files with their hashes; those with trouble first.</summary>
internal static class FilesSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        IReadOnlyList<EvidenceFile> files = context.Assessment.Files;
        EvidenceFile[] ordered = [.. files.OrderByDescending(HasTrouble)];
        int trouble = files.Count(HasTrouble);
        Frames.OpenSection(html, "files", "Evidence files",
            $"{Words.Count(files.Count, "file", "files")} of {Words.Size(files.Sum(f => f.SizeBytes))}. "
            + (trouble > 0 ? $"{Words.Count(trouble, "file", "files")} with something lost or unreadable, first in the list. " : "")
            + "The SHA-256 of a file lets anybody check that it is the one that was read.");
        if (files.Count > 0)
        {
            Frames.OpenFold(html, "The list", files.Count <= ReportLimits.RowsOpen);
            Frames.OpenTable(html, "Evidence files", "files", "File and SHA-256", "Format", "#Bytes", "#Records", "#Unreadable", "#Lost bytes");
            int start = html.Length, written = 0;
            for (; written < ordered.Length && html.Length - start < ReportLimits.FilesLength; written++)
            {
                Row(html, ordered[written]);
            }

            Frames.CloseTable(html);
            Frames.Rest(html, ordered.Length - written, "file", "files", "assessment.json");
            html.CloseLine();
        }

        html.CloseLine();
    }

    private static bool HasTrouble(EvidenceFile file) => !file.ReadWhole || file.LostBytes > 0 || file.BadRecords > 0;

    private static void Row(HtmlBuilder html, EvidenceFile file)
    {
        html.Open("tr").Open("th", ("scope", "row")).Text(file.Path, ReportLimits.Path);
        if (!file.ReadWhole)
        {
            html.Text(" ");
            Frames.Badge(html, "not read whole", "attempted");
        }

        html.Open("code").Text(file.Sha256.Length > 0 ? file.Sha256 : "no SHA-256: not read to the end", ReportLimits.Name).Close().Close();
        Frames.Cell(html, file.Format);
        Frames.Cell(html, file.SizeBytes);
        Frames.Cell(html, file.Records);
        Frames.Cell(html, file.BadRecords);
        Frames.Cell(html, file.LostBytes).CloseLine();
    }
}
