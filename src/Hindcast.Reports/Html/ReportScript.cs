using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Hindcast.Reports.Html;

/// <summary>
/// The only script of a report: it turns the pages of long lists, and stands in a report only when there is one. The content
/// security policy names it by its hash, so that no other can run. From report.js beside this file.
/// </summary>
public sealed class ReportScript : ComponentBase
{
    /// <summary>The script's text.</summary>
    public static string Text { get; } = ReportResource.Read("report.js");

    /// <summary>What a policy names it by.</summary>
    internal static string PolicySource { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "script");
        builder.AddMarkupContent(1, Text);
        builder.CloseElement();
    }
}
