using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>The story of each intrusion: how far it came by each rung, what joined its observations, where it came from.</summary>
internal static class IntrusionsSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        IReadOnlyList<Intrusion> intrusions = context.Assessment.Intrusions;
        Frames.OpenSection(html, "intrusions", "Intrusions",
            "Observations that belong to one hand, joined by what they share. What could not be joined is an intrusion of its own. A rung is shown, not shown by logs that would show it, or not assessable.");
        if (intrusions.Count == 0)
        {
            html.Element("p", "None in the days covered.", ("class", "empty"));
        }

        int start = html.Length;
        foreach (Intrusion intrusion in intrusions.Take(ReportLimits.Intrusions).TakeWhile(_ => html.Length - start < ReportLimits.IntrusionsLength))
        {
            Write(html, context, intrusion);
        }

        Frames.Rest(html, intrusions.Count - ReportLimits.Intrusions, "intrusion", "intrusions", "assessment.json");
        html.CloseLine();
    }

    private static void Write(HtmlBuilder html, ReportContext context, Intrusion intrusion)
    {
        html.Open("article", ("class", "finding " + Words.Style(intrusion.Outcome)), ("id", context.Claims.TakeAnchor(intrusion.Id)))
            .Open("h3").Element("span", intrusion.Id, ("class", "claim")).Text(" ").Text(intrusion.Title).Close();
        html.Open("p", ("class", "grades"));
        Frames.Badge(html, Words.Of(intrusion.Outcome), Words.Style(intrusion.Outcome)).Text(" Counted to ");
        context.Claims.Write(html, intrusion.Actor);
        if (intrusion is { First: { } first, Last: { } last })
        {
            html.Text(" · ").Element("time", first.ToString()).Text(" to ").Element("time", last.ToString());
        }

        html.CloseLine();
        Frames.OpenTable(html, $"Rungs of {intrusion.Id}", "stages", "Rung", "State", "First (UTC)", "Because");
        foreach (IntrusionStage stage in intrusion.Stages.Where(s => s.Rung >= Rung.Reached))
        {
            html.Open("tr").Open("th", ("scope", "row")).Text(GradeWords.Of(stage.Rung)).Close();
            html.Open("td");
            Frames.Badge(html, GradeWords.Of(stage.State), stage.State == StageState.Shown ? Words.Style(intrusion.Outcome) : stage.State == StageState.NotShown ? "plain" : "unknown");
            html.Close();
            Frames.Cell(html, stage.First?.ToString() ?? "");
            html.Open("td").Text(stage.Because);
            context.Claims.Write(html, stage.Claims);
            html.Close().CloseLine();
        }

        Frames.CloseTable(html);
        Facts(html, context, intrusion);
        html.CloseLine();
    }

    private static void Facts(HtmlBuilder html, ReportContext context, Intrusion intrusion)
    {
        List(html, "Addresses", intrusion.Addresses);
        List(html, "Pages", intrusion.Pages);
        List(html, "ATT&CK techniques", intrusion.Techniques);
        if (intrusion.Links.Count == 0)
        {
            return;
        }

        Frames.OpenFold(html, $"Why these are one: {Words.Count(intrusion.Links.Count, "link", "links")}");
        html.Open("ul");
        foreach (IntrusionLink link in intrusion.Links.Take(ReportLimits.Items))
        {
            html.Open("li").Text($"{(link.Strength == LinkStrength.Hard ? "Hard" : "Soft")}, {link.Kind}: ").Open("code").Text(link.Value, ReportLimits.Field).Close();
            context.Claims.Write(html, link.Claims);
            html.CloseLine();
        }

        html.CloseLine();
        Frames.Rest(html, intrusion.Links.Count - ReportLimits.Items, "link", "links", "assessment.json");
        html.CloseLine();
    }

    private static void List(HtmlBuilder html, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        html.Open("p", ("class", "quiet")).Text(name + ": ");
        for (int i = 0; i < values.Count && i < ReportLimits.Items; i++)
        {
            html.Text(i > 0 ? ", " : "").Open("code").Text(values[i], ReportLimits.Field).Close();
        }

        html.Text(values.Count > ReportLimits.Items ? $" and {Words.Number(values.Count - ReportLimits.Items)} more" : "").CloseLine();
    }
}
