using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Attack;

namespace Hindcast.Reports.Html;

/// <summary>
/// The ATT&amp;CK matrix of what was looked for: a column for each tactic, a card for each technique, graded by the worst that
/// its detections met. A technique of several tactics stands in each of them.
/// </summary>
internal static class AttackSection
{
    private static readonly (string Name, string Title)[] Tactics =
    [
        ("reconnaissance", "Reconnaissance"), ("resource-development", "Resource development"), ("initial-access", "Initial access"),
        ("execution", "Execution"), ("persistence", "Persistence"), ("privilege-escalation", "Privilege escalation"), ("defense-evasion", "Defense evasion"),
        ("credential-access", "Credential access"), ("discovery", "Discovery"), ("lateral-movement", "Lateral movement"), ("collection", "Collection"),
        ("command-and-control", "Command and control"), ("exfiltration", "Exfiltration"), ("impact", "Impact"),
    ];

    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        Frames.OpenSection(html, "attack", "ATT&CK",
            "Techniques that the detections of the packs look for, by tactic, and what they met. Not met says nothing about days without logs; no log means that no detection of it had a record to read.");
        Seen[] techniques =
        [
            .. context.Assessment.Detections.Where(d => d.Technique.Length > 0).GroupBy(d => d.Technique, StringComparer.Ordinal)
                .Select(g => (Technique: AttackTechniques.Find(g.Key), Detections: g.ToArray())).Where(g => g.Technique is not null)
                .Select(g => Judge(context, g.Technique!, g.Detections)).OrderByDescending(s => s.Records > 0).ThenBy(s => s.Technique.Id, StringComparer.Ordinal),
        ];
        if (techniques.Length == 0)
        {
            html.Element("p", "No detection names a technique.", ("class", "empty")).CloseLine();
            return;
        }

        html.Element("p", $"{Words.Count(techniques.Count(t => t.Records > 0), "technique", "techniques")} met, {Words.Number(techniques.Count(t => t.Records == 0 && t.CouldFire))} looked for and not met, {Words.Number(techniques.Count(t => !t.CouldFire))} without a log to tell.");

        html.Open("div", ("class", "matrix"), ("role", "group"), ("aria-label", "ATT&CK matrix"));
        foreach ((string name, string title) in Tactics)
        {
            Tactic(html, context, title, [.. techniques.Where(t => t.Technique.Tactics.Contains(name))]);
        }

        html.CloseLine();
        html.CloseLine();
    }

    private static Seen Judge(ReportContext context, Technique technique, DetectionSummary[] detections)
    {
        DetectionSummary[] met = [.. detections.Where(d => d.Matches > 0)];
        HashSet<string> rules = [.. met.Select(d => d.RuleId)];
        return new Seen(
            technique, met.Sum(d => d.Matches), detections.Any(d => d.CouldFire), met.Select(d => d.Outcome).DefaultIfEmpty(Outcome.None).Max(),
            [.. context.Assessment.Observations.Where(o => rules.Contains(o.RuleId)).Take(ReportLimits.Claims).Select(o => o.Id)]);
    }

    private static void Tactic(HtmlBuilder html, ReportContext context, string title, Seen[] techniques)
    {
        if (techniques.Length == 0)
        {
            return;
        }

        html.Open("div", ("class", "tactic")).Element("h3", title).Open("ul");
        foreach (Seen seen in techniques)
        {
            string style = seen.Records > 0 ? (seen.Outcome == Outcome.None ? "scanned" : Words.Style(seen.Outcome)) : seen.CouldFire ? "absent" : "unknown";
            html.Open("li", ("class", "technique " + style)).Element("strong", seen.Technique.Id).Text(" ").Text(seen.Technique.Name, ReportLimits.Name)
                .Open("span", ("class", "note"));
            if (seen.Records == 0)
            {
                html.Text(seen.CouldFire ? "not met" : "no log");
            }
            else
            {
                html.Text($"{(seen.Outcome == Outcome.None ? "met" : Words.Of(seen.Outcome).ToLowerInvariant())}, {Words.Count(seen.Records, "record", "records")}");
                context.Claims.Write(html, seen.Claims, 3);
            }

            html.Close().CloseLine();
        }

        html.Close().CloseLine();
    }

    private sealed record Seen(Technique Technique, long Records, bool CouldFire, Outcome Outcome, IReadOnlyList<string> Claims);
}
