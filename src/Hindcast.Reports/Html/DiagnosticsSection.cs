using Hindcast.Evidence;

namespace Hindcast.Reports.Html;

/// <summary>Trouble met in reading: what, where, and what it means; losses first.</summary>
internal static class DiagnosticsSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        IReadOnlyList<Diagnostic> all = context.Assessment.Diagnostics;
        Frames.OpenSection(html, "diagnostics", "Trouble in reading",
            all.Count == 0
                ? "None: all evidence was read."
                : $"{Words.Count(all.Count, "entry", "entries")}, {Words.Number(all.Count(d => d.Descriptor.Severity == DiagnosticSeverity.Loss))} of them with evidence lost; {Words.Count(all.Sum(d => d.LostBytes), "byte", "bytes")} could not be read.");
        if (all.Count > 0)
        {
            Diagnostic[] ordered = [.. all.OrderByDescending(d => d.Descriptor.Severity)];
            Frames.OpenFold(html, "The list, losses first", all.Count <= ReportLimits.RowsOpen);
            Frames.OpenTable(html, "Trouble in reading", "diagnostics", "Code", "What and where", "Found, expected", "Consequence", "#Times", "#Lost bytes");
            int start = html.Length, written = 0;
            for (; written < ordered.Length && html.Length - start < ReportLimits.DiagnosticsLength; written++)
            {
                Row(html, ordered[written]);
            }

            Frames.CloseTable(html);
            Frames.Rest(html, ordered.Length - written, "entry", "entries", "assessment.json");
            html.CloseLine();
        }

        html.CloseLine();
    }

    private static void Row(HtmlBuilder html, Diagnostic diagnostic)
    {
        DiagnosticDescriptor kind = diagnostic.Descriptor;
        html.Open("tr").Open("th", ("scope", "row")).Text(kind.Code, ReportLimits.Name).Text(" ");
        Frames.Badge(html, Words.Of(kind.Severity), kind.Severity switch
        {
            DiagnosticSeverity.Loss => "succeeded",
            DiagnosticSeverity.Warning => "attempted",
            _ => "plain",
        }).Close();
        html.Open("td").Open("p").Text(kind.Title, ReportLimits.Name).Close()
            .Open("code").Text(diagnostic.Location.ToString(), ReportLimits.Path).Close().Close();
        html.Open("td").Open("p").Text(diagnostic.Found, ReportLimits.Field).Close();
        if (diagnostic.Expected.Length > 0)
        {
            html.Open("p", ("class", "quiet")).Text("expected: ").Text(diagnostic.Expected, ReportLimits.Field).Close();
        }

        html.Close();
        Frames.Cell(html, kind.Consequence, ReportLimits.Field);
        Frames.Cell(html, diagnostic.Count);
        Frames.Cell(html, diagnostic.LostBytes).CloseLine();
    }
}
