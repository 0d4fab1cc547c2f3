using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>What the server had not done before and no campaign explains, apart from everything that is graded.</summary>
internal static class UnusualSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        if (context.Assessment.Unusual is not { } unusual)
        {
            return;
        }

        Frames.OpenSection(html, "unusual", "Unusual, not explained by any known campaign",
            $"Measured against this server's own past, without knowledge of any campaign: {Words.Count(unusual.DaysJudged, "day", "days")} judged, {Words.Number(unusual.DaysWithoutHistory)} with too little past. At most {Words.Number(unusual.ItemsPerMonth)} items in 30 days. Most unusual things are harmless: this is a list to look at and changes no verdict, answer or finding.");
        if (unusual.Items.Count == 0)
        {
            html.Element("p", unusual.DaysJudged == 0 ? "Not assessable: no day has enough days before it." : "Nothing.", ("class", "empty"));
        }

        int start = html.Length, written = 0;
        for (; written < unusual.Items.Count && html.Length - start < ReportLimits.FindingsLength; written++)
        {
            Item(html, unusual.Items[written]);
        }

        Frames.Rest(html, unusual.Items.Count - written, "item", "items", "assessment.json");
        if (unusual.ItemsOverBudget + unusual.ItemsExplained > 0)
        {
            html.Element("p", $"Left out: {Words.Number(unusual.ItemsOverBudget)} that found no room, {Words.Number(unusual.ItemsExplained)} that findings explain.", ("class", "quiet"));
        }

        html.CloseLine();
    }

    private static void Item(HtmlBuilder html, UnusualItem item)
    {
        html.Open("h3").Text($"{item.Id}: {item.First} to {item.Last}").CloseLine();
        html.Element("p", (item.WouldHaveBeenSeen ? "Would have been seen at the time: several independent kinds of oddness meet. " : "One kind of oddness alone. ")
            + (item.Clients.Count > 0 ? $"From {string.Join(", ", item.Clients)}." : ""));
        Frames.OpenTable(html, $"Signs of {item.Id}", "detections", "Kind", "What was seen", "What is normal", "#Count", "Lines");
        foreach (UnusualSign sign in item.Signs)
        {
            html.Open("tr");
            Frames.Cell(html, Word(sign.Family));
            Frames.Cell(html, sign.What, ReportLimits.Sentence);
            Frames.Cell(html, sign.Normal, ReportLimits.Sentence);
            Frames.Cell(html, sign.Count);
            Frames.Cell(html, string.Join(", ", sign.Places.Select(p => p.Location.ToString())), ReportLimits.Sentence).CloseLine();
        }

        Frames.CloseTable(html);
    }

    private static string Word(UnusualFamily family) => family switch
    {
        UnusualFamily.FirstSeen => "first seen",
        UnusualFamily.Dns => "DNS",
        _ => family.ToString().ToLowerInvariant(),
    };
}
