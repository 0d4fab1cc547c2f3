using System.Globalization;

namespace Hindcast.Reports.Html;

/// <summary>Shapes of an inline drawing. Colours and patterns come from the style sheet, by class.</summary>
internal static class Svg
{
    /// <summary>The patterns that style classes refer to, once for the page.</summary>
    internal static void Patterns(HtmlBuilder html) =>
        html.Open("svg", ("width", "0"), ("height", "0"), ("class", "patterns"), ("aria-hidden", "true")).Open("defs")
            .Open("pattern", ("id", "zero-day-fill"), ("width", "7"), ("height", "7"),
                ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(45)"))
            .Void("rect", ("width", "7"), ("height", "7"), ("class", "zero-day-ground"))
            .Void("rect", ("width", "3"), ("height", "7"), ("class", "zero-day-stripe")).Close()
            .Open("pattern", ("id", "gap-fill"), ("width", "5"), ("height", "5"),
                ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(-45)"))
            .Void("rect", ("width", "1.5"), ("height", "5"), ("class", "gap-stripe")).Close().Close().CloseLine();

    /// <summary>Opens a drawing with its text alternative.</summary>
    internal static void Open(HtmlBuilder html, string id, double width, double height, string title, string description)
    {
        html.Open("div", ("class", "scroll"), ("role", "group"), ("tabindex", "0"), ("aria-label", title))
            .Open("svg", ("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("role", "img"),
                ("aria-labelledby", $"{id}-title {id}-text"), ("class", "drawing"))
            .Open("title", ("id", id + "-title")).Plain(title).Close()
            .Open("desc", ("id", id + "-text")).Plain(description).CloseLine();
    }

    /// <summary>Closes what <see cref="Open"/> opened.</summary>
    internal static void Close(HtmlBuilder html) => html.Close().CloseLine();

    /// <summary>A coordinate.</summary>
    internal static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A rectangle.</summary>
    internal static void Bar(HtmlBuilder html, double x, double y, double width, double height, string style) =>
        html.Void("rect", ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("class", style));

    /// <summary>A straight line.</summary>
    internal static void Line(HtmlBuilder html, double x1, double y1, double x2, double y2, string style) =>
        html.Void("line", ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("class", style));

    /// <summary>Text; <paramref name="anchor"/> is start, middle or end.</summary>
    internal static void Text(HtmlBuilder html, double x, double y, string text, string? style = null, string? anchor = null, int limit = 48) =>
        html.Open("text", ("x", Number(x)), ("y", Number(y)), ("class", style), ("text-anchor", anchor)).Plain(text, limit).Close();

    /// <summary>A path.</summary>
    internal static void Path(HtmlBuilder html, string path, string style) => html.Void("path", ("d", path), ("class", style));

    /// <summary>The axis: marks from top to bottom with labels above.</summary>
    internal static void Axis(HtmlBuilder html, TimeScale scale, double top, double bottom, double right)
    {
        foreach ((double x, string label) in scale.Marks())
        {
            Line(html, x, top, x, bottom, "grid");
            if (x + (label.Length * 6) < right)
            {
                Text(html, x + 3, top + 9, label, "mark-label");
            }
        }
    }
}
