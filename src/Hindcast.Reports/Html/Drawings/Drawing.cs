using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Hindcast.Reports.Html.Drawings;

/// <summary>
/// An inline drawing: shapes in the order in which they are laid down. Colours and patterns come from the style sheet, by class.
/// Not thread-safe while it is drawn.
/// </summary>
public sealed class Drawing
{
    private const int LabelLength = 48;

    private readonly List<Shape> shapes = [];

    /// <summary>An empty drawing.</summary>
    /// <param name="id">Its id in the page.</param>
    /// <param name="width">Width in units of the drawing.</param>
    /// <param name="height">Height.</param>
    /// <param name="title">What it is.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    internal Drawing(string id, double width, double height, string title, string description)
    {
        Id = id;
        ViewBox = $"0 0 {Number(width)} {Number(height)}";
        Title = title;
        Description = description;
    }

    /// <summary>Its id in the page.</summary>
    internal string Id { get; }

    /// <summary>Its extent, as SVG writes it.</summary>
    internal string ViewBox { get; }

    /// <summary>What it is.</summary>
    internal string Title { get; }

    /// <summary>What it shows, in words.</summary>
    internal string Description { get; }

    /// <summary>The shapes as elements. In code, because Razor takes an element of the name text for a word of its own.</summary>
    internal RenderFragment Shapes => builder =>
    {
        foreach (Shape shape in shapes)
        {
            builder.OpenElement(0, shape.Tag);
            foreach ((string name, string? value) in shape.Attributes)
            {
                builder.AddAttribute(1, name, value);
            }

            if (shape.Text is not null)
            {
                builder.AddContent(2, shape.Text);
            }

            builder.CloseElement();
        }
    };

    /// <summary>A coordinate.</summary>
    internal static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A rectangle.</summary>
    internal void Bar(double x, double y, double width, double height, string style) =>
        Add("rect", null, ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("class", style));

    /// <summary>A straight line.</summary>
    internal void Line(double x1, double y1, double x2, double y2, string style) =>
        Add("line", null, ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("class", style));

    /// <summary>Text; <paramref name="anchor"/> is start, middle or end.</summary>
    internal void Text(double x, double y, string text, string? style = null, string? anchor = null, int limit = LabelLength) =>
        Add("text", DisplayText.Plain(text, limit), ("x", Number(x)), ("y", Number(y)), ("class", style), ("text-anchor", anchor));

    /// <summary>A path.</summary>
    internal void Path(string path, string style) => Add("path", null, ("d", path), ("class", style));

    /// <summary>The axis: marks from top to bottom with labels above.</summary>
    internal void Axis(TimeScale scale, double top, double bottom, double right)
    {
        foreach ((double x, string label) in scale.Marks())
        {
            Line(x, top, x, bottom, "grid");
            if (x + (label.Length * 6) < right)
            {
                Text(x + 3, top + 9, label, "mark-label");
            }
        }
    }

    private void Add(string tag, string? text, params (string Name, string? Value)[] attributes) => shapes.Add(new Shape(tag, text, attributes));

    private sealed record Shape(string Tag, string? Text, (string Name, string? Value)[] Attributes);
}
