using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>What to do, in the safe order, each with what asks for it.</summary>
internal static class ActionsSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        IReadOnlyList<ActionItem> actions = context.Assessment.Actions;
        Frames.OpenSection(html, "actions", "What to do", "In the order in which it does no harm: keep evidence first, then stop, remove, close, recover, tell.");
        if (actions.Count == 0)
        {
            html.Element("p", "Nothing beyond keeping the server patched.", ("class", "empty"));
        }

        html.Open("ol");
        foreach (ActionItem action in actions.Take(ReportLimits.Statements))
        {
            html.Open("li").Element("strong", GradeWords.Of(action.Phase)).Text(". ").Text(action.Text).Open("span", ("class", "quiet")).Text(" " + action.Because + ".").Close();
            context.Claims.Write(html, action.Claims);
            html.CloseLine();
        }

        html.CloseLine();
        Frames.Rest(html, actions.Count - ReportLimits.Statements, "action", "actions", "assessment.json");
        html.CloseLine();
    }
}
