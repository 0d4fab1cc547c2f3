namespace Hindcast.Reports.Html;

/// <summary>The style sheet of the report, from report.css beside this file.</summary>
public static class ReportStyle
{
    /// <summary>The style sheet's text.</summary>
    public static string Sheet { get; } = ReportResource.Read("report.css");
}
