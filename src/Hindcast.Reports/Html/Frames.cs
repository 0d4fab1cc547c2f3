namespace Hindcast.Reports.Html;

/// <summary>The frames that sections share: a section with its heading, a table that scrolls by itself when narrow.</summary>
internal static class Frames
{
    /// <summary>Opens a section with a heading of level 2; close it with <see cref="HtmlBuilder.CloseLine"/>.</summary>
    internal static void OpenSection(HtmlBuilder html, string id, string title, string? lead = null)
    {
        html.Open("section", ("id", id), ("aria-labelledby", id + "-title"))
            .Element("h2", title, ("id", id + "-title"));
        if (lead is not null)
        {
            html.Element("p", lead, ("class", "lead"));
        }
    }

    /// <summary>Opens a table and its body. A header that starts with # is a column of numbers.</summary>
    internal static void OpenTable(HtmlBuilder html, string label, string style, params ReadOnlySpan<string> headers)
    {
        html.Open("div", ("class", "scroll"), ("role", "group"), ("tabindex", "0"), ("aria-label", label))
            .Open("table", ("class", style)).Element("caption", label, ("class", "unseen")).Open("thead").Open("tr");
        foreach (string header in headers)
        {
            bool number = header.StartsWith('#');
            html.Element("th", number ? header[1..] : header, ("scope", "col"), ("class", number ? "n" : null));
        }

        html.Close().CloseLine().Open("tbody");
    }

    /// <summary>Closes what <see cref="OpenTable"/> opened.</summary>
    internal static void CloseTable(HtmlBuilder html) => html.Close().Close().CloseLine();

    /// <summary>A cell with text.</summary>
    internal static HtmlBuilder Cell(HtmlBuilder html, string? text, int limit = ReportLimits.Name) =>
        html.Open("td").Text(text, limit).Close();

    /// <summary>A cell with a number.</summary>
    internal static HtmlBuilder Cell(HtmlBuilder html, long number) =>
        html.Open("td", ("class", "n")).Text(Words.Number(number)).Close();

    /// <summary>Opens a fold; its summary says what is inside.</summary>
    internal static void OpenFold(HtmlBuilder html, string summary, bool open = false) =>
        html.Open("details", ("class", "fold"), ("open", open ? "" : null)).Element("summary", summary);

    /// <summary>Says how many were left out and where they stand; nothing when none were.</summary>
    internal static void Rest(HtmlBuilder html, long count, string one, string many, string file)
    {
        if (count > 0)
        {
            html.Open("p", ("class", "rest")).Text($"Not shown here: {Words.Count(count, one, many)}. All of them stand in ")
                .Element("code", file).Text(".").CloseLine();
        }
    }

    /// <summary>A grade as a word in a frame; colour only repeats what the word says.</summary>
    internal static HtmlBuilder Badge(HtmlBuilder html, string word, string style) =>
        html.Open("span", ("class", "badge " + style)).Text(word).Close();

    /// <summary>Statements as a list, each with its claims.</summary>
    internal static void Statements(
        HtmlBuilder html, ReportContext context, IReadOnlyList<Evidence.Assessments.Statement> statements)
    {
        if (statements.Count == 0)
        {
            return;
        }

        html.Open("ul", ("class", "statements"));
        foreach (Evidence.Assessments.Statement statement in statements.Take(ReportLimits.Statements))
        {
            html.Open("li").Text(statement.Text);
            context.Claims.Write(html, statement.Claims);
            html.CloseLine();
        }

        html.CloseLine();
        Rest(html, statements.Count - ReportLimits.Statements, "statement", "statements", "assessment.json");
    }

    /// <summary>Sentences as a list.</summary>
    internal static void Items(HtmlBuilder html, IReadOnlyList<string> items, int limit = ReportLimits.Items)
    {
        html.Open("ul");
        foreach (string item in items.Take(limit))
        {
            html.Element("li", item);
        }

        html.CloseLine();
        Rest(html, items.Count - limit, "item", "items", "assessment.json");
    }
}
