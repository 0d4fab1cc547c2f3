using Microsoft.AspNetCore.Components;

namespace Hindcast.Reports.Html.Parts;

/// <summary>
/// A piece of the report. It is rendered once and runs nothing. Text of evidence goes through <see cref="Show"/> in content and
/// <see cref="Plain"/> in attributes; what a piece writes without them is encoded by the renderer all the same.
/// </summary>
public abstract class ReportComponent : ComponentBase
{
    /// <summary>What is reported.</summary>
    [CascadingParameter]
    internal ReportContext Report { get; set; } = null!;

    /// <summary>Any text as content, cut at a length; see <see cref="DisplayText"/>.</summary>
    private protected static MarkupString Show(string? text, int limit = ReportLimits.Sentence) => DisplayText.Markup(text ?? "", limit);

    /// <summary>Any text for an attribute or a title, where no markup may stand.</summary>
    private protected static string Plain(string? text, int limit = ReportLimits.Attribute) => DisplayText.Plain(text ?? "", limit);
}
