using System.Text;
using Hindcast.Evidence.Assessments;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hindcast.Reports.Html;

/// <summary>
/// report.html: one static file for people. It opens offline, loads nothing, prints on A4, and follows light and dark. Its content
/// security policy forbids every script but its own, which turns the pages of long lists and is there only when there is one. The
/// same assessment gives the same bytes. At most about 3 MB and two lists of about 24 MB at most: what is over the limits is counted and
/// stands in assessment.json and timeline.csv. The page is made of Razor components, which the web application shows too.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the report as UTF-8 without a byte order mark.</summary>
    public static void Write(Assessment assessment, Stream target)
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        using HtmlRenderer renderer = new(services, NullLoggerFactory.Instance);
        using StreamWriter writer = new(target, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        ParameterView parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportDocument.Assessment)] = assessment });

        // No component waits for anything, so the work is done when this returns, on this thread.
        renderer.Dispatcher.InvokeAsync(() => renderer.BeginRenderingComponent<ReportDocument>(parameters).WriteHtmlTo(writer)).GetAwaiter().GetResult();
    }
}
