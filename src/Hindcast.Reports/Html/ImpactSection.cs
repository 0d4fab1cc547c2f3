using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>What was reached or taken, what was placed and whether it is still there, and what defenders did.</summary>
internal static class ImpactSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        ImpactReport impact = context.Assessment.Impact;
        Frames.OpenSection(html, "impact", "Impact and what was left behind",
            "What logs show of mailboxes, exports, secrets and bytes, and the last known state of everything that was placed. Patched and clean are two things.");
        html.Open("p").Text(impact.PersonalData.Text);
        context.Claims.Write(html, impact.PersonalData.Claims);
        html.CloseLine();
        Mailboxes(html, context, impact);
        Taken(html, context, impact);
        foreach (BytesOut bytes in impact.BytesOut.Take(ReportLimits.Actors))
        {
            html.Open("p").Text(bytes.Logs.Count > 0
                ? $"At most {Words.Number(bytes.UpperBound)} bytes went out over the web server to "
                : "No log counts the bytes that went out to ");
            context.Claims.Write(html, bytes.Actor);
            html.Text(bytes.Logs.Count > 0 ? $" in {Words.Count(bytes.Requests, "request", "requests")}." : ".").CloseLine();
        }

        Placed(html, context);
        Mitigations(html, context);
        html.CloseLine();
    }

    private static void Mailboxes(HtmlBuilder html, ReportContext context, ImpactReport impact)
    {
        if (impact.Mailboxes.Count == 0)
        {
            return;
        }

        Frames.OpenTable(html, "Mailboxes reached", "mailboxes", "Mailbox", "Protocol", "First (UTC)", "Last (UTC)", "#Records", "#Bytes answered");
        foreach (MailboxAccess mailbox in impact.Mailboxes.Take(ReportLimits.Mailboxes))
        {
            html.Open("tr").Open("th", ("scope", "row")).Text(mailbox.Mailbox.Length > 0 ? mailbox.Mailbox : "not named by the log", ReportLimits.Field);
            context.Claims.Write(html, mailbox.Claims);
            html.Close();
            Frames.Cell(html, mailbox.Protocol);
            Frames.Cell(html, mailbox.First?.ToString() ?? "");
            Frames.Cell(html, mailbox.Last?.ToString() ?? "");
            Frames.Cell(html, mailbox.Records);
            html.Open("td", ("class", "n")).Text(mailbox.ResponseBytes is { } bytes ? Words.Number(bytes) : "not counted").Close().CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, impact.Mailboxes.Count - ReportLimits.Mailboxes, "mailbox", "mailboxes", "assessment.json");
    }

    private static void Taken(HtmlBuilder html, ReportContext context, ImpactReport impact)
    {
        if (impact.Taken.Count == 0)
        {
            return;
        }

        Frames.OpenTable(html, "Made ready or taken", "taken", "What", "Name", "Time (UTC)");
        foreach (TakenThing thing in impact.Taken.Take(ReportLimits.Mailboxes))
        {
            html.Open("tr");
            Frames.Cell(html, thing.Kind);
            html.Open("td").Open("code").Text(thing.Name, ReportLimits.Field).Close();
            context.Claims.Write(html, thing.Claims);
            html.Close();
            Frames.Cell(html, thing.Time?.ToString() ?? "").CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, impact.Taken.Count - ReportLimits.Mailboxes, "thing", "things", "assessment.json");
    }

    private static void Placed(HtmlBuilder html, ReportContext context)
    {
        IReadOnlyList<PersistentItem> items = context.Assessment.Persistence;
        if (items.Count == 0)
        {
            return;
        }

        html.Element("h3", "What was placed");
        Frames.OpenTable(html, "What was placed", "placed", "Claim", "What", "State", "Placed (UTC)", "Last use (UTC)");
        foreach (PersistentItem item in items.Take(ReportLimits.Mailboxes))
        {
            html.Open("tr", ("id", context.Claims.TakeAnchor(item.Id))).Open("th", ("scope", "row")).Text(item.Id, ReportLimits.Name).Close();
            html.Open("td").Open("code").Text(item.Name, ReportLimits.Field).Close().Text($" ({item.Kind})");
            context.Claims.Write(html, item.Claims);
            html.Close().Open("td");
            Frames.Badge(html, GradeWords.Of(item.State), item.State switch
            {
                PersistenceState.Present or PersistenceState.Presumed => "used",
                PersistenceState.Removed => "none",
                _ => "unknown",
            });
            html.Text(" ").Text(item.Because).Close();
            Frames.Cell(html, item.Placed?.ToString() ?? "");
            Frames.Cell(html, item.LastUsed is { } used ? $"{used}{(item.UsedAfterFix ? ", after the fix" : "")}" : "").CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, items.Count - ReportLimits.Mailboxes, "thing", "things", "assessment.json");
    }

    private static void Mitigations(HtmlBuilder html, ReportContext context)
    {
        IReadOnlyList<Mitigation> mitigations = context.Assessment.Mitigations;
        if (mitigations.Count == 0)
        {
            return;
        }

        html.Element("h3", "What defenders did");
        Frames.Statements(html, context, [.. mitigations.Select(m => new Statement($"{m.Title}{(m.Time is { } time ? $" ({time})" : "")}", m.Claims))]);
    }
}
