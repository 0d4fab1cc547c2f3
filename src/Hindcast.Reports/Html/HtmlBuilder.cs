using System.Text;

namespace Hindcast.Reports.Html;

/// <summary>
/// Writes well-formed HTML. Tag and attribute names are literals of this program; every value and text is encoded, so
/// there is no way to write evidence as markup. Not thread-safe.
/// </summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder output = new(1 << 16);
    private readonly Stack<string> open = new();

    /// <summary>Characters written so far; sections that may grow without end stop by it.</summary>
    internal int Length => output.Length;

    /// <summary>Opens an element; an attribute with a null value is left out.</summary>
    internal HtmlBuilder Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        output.Append('>');
        open.Push(tag);
        return this;
    }

    /// <summary>Closes the element that was opened last.</summary>
    internal HtmlBuilder Close()
    {
        output.Append("</").Append(open.Pop()).Append('>');
        return this;
    }

    /// <summary>Closes the element that was opened last and ends the line.</summary>
    internal HtmlBuilder CloseLine()
    {
        Close();
        output.Append('\n');
        return this;
    }

    /// <summary>An element with text in it.</summary>
    internal HtmlBuilder Element(string tag, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Open(tag, attributes).Text(text).Close();

    /// <summary>An element without content (SVG shapes, meta).</summary>
    internal HtmlBuilder Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        output.Append("/>");
        return this;
    }

    /// <summary>Text, cut at <paramref name="limit"/>; see <see cref="DisplayText"/>.</summary>
    internal HtmlBuilder Text(string? text, int limit = ReportLimits.Sentence)
    {
        DisplayText.AppendMarkup(output, text ?? "", limit);
        return this;
    }

    /// <summary>Text where no markup may stand (title, SVG text).</summary>
    internal HtmlBuilder Plain(string? text, int limit = ReportLimits.Sentence)
    {
        DisplayText.AppendPlain(output, text ?? "", limit);
        return this;
    }

    /// <summary>The style sheet: the only text that is written as it is, and it is this program's own.</summary>
    internal HtmlBuilder StyleSheet(string css)
    {
        output.Append("<style>\n").Append(css).Append("</style>\n");
        return this;
    }

    /// <summary>The document type.</summary>
    internal HtmlBuilder DocumentType()
    {
        output.Append("<!doctype html>\n");
        return this;
    }

    /// <summary>Writes everything as UTF-8 without a byte order mark.</summary>
    internal void CopyTo(Stream target)
    {
        if (open.Count > 0)
        {
            throw new InvalidOperationException($"<{open.Peek()}> is not closed");
        }

        UTF8Encoding utf8 = new(false);
        foreach (ReadOnlyMemory<char> chunk in output.GetChunks())
        {
            // No character outside the basic plane is written raw, so a chunk never ends within one.
            target.Write(utf8.GetBytes(chunk.ToArray()));
        }
    }

    private void Start(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Append('<').Append(tag);
        foreach ((string name, string? value) in attributes)
        {
            if (value is not null)
            {
                output.Append(' ').Append(name).Append("=\"");
                DisplayText.AppendPlain(output, value, ReportLimits.Attribute);
                output.Append('"');
            }
        }
    }
}
