using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Reports.Html;

public sealed class RawMarkupTests
{
    /// <summary>Everything else that a component writes is encoded by the renderer; see docs/adr/0042-report-of-razor-components.md.</summary>
    [Fact]
    public void Markup_is_written_as_it_is_in_four_places_only() =>
        Assert.Equal(
            [
                "src/Hindcast.Reports/Html/DisplayText.cs",
                "src/Hindcast.Reports/Html/Lists/RowData.cs",
                "src/Hindcast.Reports/Html/ReportDocument.razor",
                "src/Hindcast.Reports/Html/ReportScript.cs",
            ],
            new[] { "*.cs", "*.razor" }.SelectMany(kind => Checkout.Files("src/Hindcast.Reports", kind)).Where(WritesMarkup).Order(StringComparer.Ordinal));

    private static bool WritesMarkup(string path)
    {
        string text = Checkout.Read(path);
        return text.Contains("(MarkupString)", StringComparison.Ordinal) || text.Contains("new MarkupString(", StringComparison.Ordinal)
            || text.Contains("AddMarkupContent(", StringComparison.Ordinal);
    }
}
