using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>What rules of the user's own met, apart from everything that is graded.</summary>
internal static class UserRulesSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        if (context.Assessment.UserRules is not { } own)
        {
            return;
        }

        Frames.OpenSection(html, "user-rules", "What your rules met",
            $"{Words.Count(own.Rules, "rule", "rules")} of your own: {Words.Number(own.Met.Count)} met something, {Words.Number(own.WithoutLog)} had no log to read. Level and tags are the rules' own words. They change no verdict, answer, finding or intrusion of this report.");
        if (own.Met.Count == 0)
        {
            html.Element("p", "No record.", ("class", "empty"));
        }
        else
        {
            Rules(html, own);
            Records(html, context, own);
        }

        Problems(html, own);
        html.CloseLine();
    }

    private static void Rules(HtmlBuilder html, UserRuleReport own)
    {
        Frames.OpenTable(html, "Your rules that met something", "detections", "Rule", "Level", "Tags", "First (UTC)", "Last (UTC)", "#Matches", "#Kept");
        int start = html.Length, written = 0;
        for (; written < own.Met.Count && written < ReportLimits.Detections && html.Length - start < ReportLimits.DetectionsLength; written++)
        {
            UserRuleSummary rule = own.Met[written];
            html.Open("tr").Open("th", ("scope", "row")).Text(rule.Title, ReportLimits.Path).Text(" ")
                .Open("code").Text(rule.RuleId, ReportLimits.Name).Close().Close();
            Frames.Cell(html, rule.Level);
            Frames.Cell(html, string.Join(", ", rule.Tags.Take(ReportLimits.Fields)), ReportLimits.Path);
            Frames.Cell(html, rule.First?.ToString() ?? "no time");
            Frames.Cell(html, rule.Last?.ToString() ?? "no time");
            Frames.Cell(html, rule.Matches);
            Frames.Cell(html, rule.Kept).CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, own.Met.Count - written, "rule", "rules", "assessment.json");
    }

    private static void Records(HtmlBuilder html, ReportContext context, UserRuleReport own)
    {
        Dictionary<string, UserRuleSummary> rules = new(StringComparer.Ordinal);
        foreach (UserRuleSummary rule in own.Met)
        {
            rules.TryAdd(rule.RuleId, rule);
        }

        Frames.OpenFold(html, Words.Count(own.Observations.Count, "record kept", "records kept"), open: own.Observations.Count <= ReportLimits.RowsOpen);
        Frames.OpenTable(html, "Records that your rules met", "timeline", "Claim", "Time (UTC)", "What was seen", "Level");
        foreach (Observation observation in own.Observations.Take(ReportLimits.UserObservations))
        {
            UserRuleSummary? rule = rules.GetValueOrDefault(observation.RuleId);
            TimelineSection.OpenRow(html, context, observation, rule?.Title);
            html.Text(rule?.Level ?? "", ReportLimits.Name).Close().CloseLine();
        }

        Frames.CloseTable(html);
        Frames.Rest(html, own.Observations.Count - ReportLimits.UserObservations, "record", "records", "assessment.json");
        html.CloseLine();
    }

    private static void Problems(HtmlBuilder html, UserRuleReport own)
    {
        if (own.Problems.Count > 0)
        {
            Frames.OpenFold(html, $"Trouble with the rules ({Words.Number(own.Problems.Count)})");
            Frames.Items(html, [.. own.Problems.Select(p => p.ToString())]);
            html.CloseLine();
        }
    }
}
