using System.Text;

namespace Hindcast.Reports.Html;

/// <summary>The style sheet, from report.css beside this file.</summary>
internal static class ReportStyle
{
    private const string Resource = "Hindcast.Reports.Html.report.css";

    /// <summary>The style sheet's text with line feeds, whatever the checkout made of it.</summary>
    internal static string Sheet { get; } = Read();

    private static string Read()
    {
        using Stream stream = typeof(ReportStyle).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
