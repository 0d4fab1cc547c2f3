using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Actions;

/// <summary>Question 8: what to do on this server, in the safe order, each tied to what asks for it.</summary>
internal static class ActionAnalysis
{
    private const int MaxClaims = 10;

    internal static IReadOnlyList<ActionItem> Run(
        IReadOnlyList<Campaign> campaigns, IReadOnlyList<Finding> findings, IReadOnlyList<PersistentItem> persistence, CoverageReport coverage)
    {
        Outcome worst = findings.Count > 0 ? findings.Max(f => f.Outcome) : Outcome.None;
        List<ActionItem> items = [];
        foreach (PersistentItem item in persistence.Where(p => p.State == PersistenceState.Present))
        {
            if (item.Intrusion.Length == 0)
            {
                items.Add(new ActionItem(
                    ActionPhase.Investigate, $"Preserve a copy of {item.Name} ({item.Kind}) with its times and owner, read it, and find out whose it is.", item.Because, [item.Id]));
                continue;
            }

            items.Add(new ActionItem(
                ActionPhase.Evict, $"Preserve a copy of {item.Name} ({item.Kind}) with its times and owner, then remove it.",
                item.UsedAfterFix ? "It was used after the server was patched against the flaws of the break-in" : item.Because, [item.Id]));
        }

        foreach (PersistentItem item in persistence.Where(p => p.State == PersistenceState.Presumed))
        {
            items.Add(new ActionItem(
                ActionPhase.Evict, $"Look for {item.Name} ({item.Kind}) on the server, record what it is and does, then remove it.", item.Because, [item.Id]));
        }

        foreach (PersistentItem item in persistence.Where(p => p.State == PersistenceState.Unknown))
        {
            items.Add(new ActionItem(ActionPhase.Investigate, $"Find out whether {item.Name} ({item.Kind}) is still there.", item.Because, [item.Id]));
        }

        foreach (Campaign campaign in campaigns)
        {
            Finding[] own = [.. findings.Where(f => f.Pack == campaign.Id)];
            foreach (RecommendedAction action in campaign.Actions)
            {
                Finding[] asking = [.. own.Where(f => f.Outcome >= action.From && action.From != Outcome.None
                    && (action.Subject.Length == 0 || action.Subject == f.Subject))];
                if (asking.Length > 0)
                {
                    items.Add(new ActionItem(action.Phase, action.Text, asking[0].Title, [.. asking.Take(MaxClaims).Select(f => f.Id)]));
                }
                else if (worst == Outcome.None && action.From == Outcome.None)
                {
                    items.Add(new ActionItem(action.Phase, action.Text, "Nothing was found", []));
                }
            }
        }

        if (coverage.Absent.Count > 0 && worst < Outcome.Succeeded)
        {
            items.Add(new ActionItem(
                ActionPhase.Investigate, $"Collect what is missing and assess again: {string.Join(", ", coverage.Absent.Select(a => a.Name))}.",
                "What these logs would tell is not known", []));
        }

        return [.. items.DistinctBy(i => i.Text).Select((item, order) => (item, order)).OrderBy(i => i.item.Phase).ThenBy(i => i.order).Select(i => i.item)];
    }
}
