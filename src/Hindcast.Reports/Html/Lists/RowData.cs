using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Hindcast.Reports.Html.Lists;

/// <summary>
/// The rows of a list as data in the page. In code, because Razor wants no script element, and to a browser this is none either:
/// its type is no script's. <see cref="RowWriter"/> sees to it that nothing in it ends the element.
/// </summary>
public sealed class RowData : ComponentBase
{
    /// <summary>The list.</summary>
    [Parameter, EditorRequired]
    public RowList Of { get; set; } = null!;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (RowBlock block in Of.Blocks)
        {
            builder.OpenElement(0, "script");
            builder.AddAttribute(1, "type", "application/json");
            builder.AddAttribute(2, "data-rows", Of.Name);
            builder.AddMarkupContent(3, block.Json);
            builder.CloseElement();
        }
    }
}
