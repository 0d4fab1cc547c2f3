using Hindcast.Analysis.Answers;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Exposure;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Actions;

/// <summary>Question 8: what to do on this server, in the safe order, each tied to what asks for it.</summary>
internal static class ActionAnalysis
{
    private const int MaxClaims = 10;

    internal static IReadOnlyList<ActionItem> Run(
        IReadOnlyList<Campaign> campaigns, IReadOnlyList<Finding> findings, IReadOnlyList<PersistentItem> persistence, CoverageReport coverage,
        ExposureReport exposure, OpenDays open)
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
                if (asking.Length > 0 && !(IsCheckOfBuild(action) && HoldsFixes(campaign, exposure)))
                {
                    items.Add(new ActionItem(action.Phase, action.Text, asking[0].Title, [.. asking.Take(MaxClaims).Select(f => f.Id)]));
                }
                else if (worst == Outcome.None && action.From == Outcome.None && ForClean(action, campaign, coverage, exposure) is { } item)
                {
                    items.Add(item);
                }
            }
        }

        items.AddRange(ForOpen(campaigns, worst, coverage, exposure, open));
        if (coverage.Absent.Count > 0 && worst < Outcome.Succeeded)
        {
            items.Add(new ActionItem(
                ActionPhase.Investigate, $"Collect what is missing and assess again: {string.Join(", ", coverage.Absent.Select(a => a.Name))}.",
                "What these logs would tell is not known", []));
        }

        return Ordered(items);
    }

    /// <summary>What a server asks for because it is, or was, open, whatever was found.</summary>
    private static IEnumerable<ActionItem> ForOpen(
        IReadOnlyList<Campaign> campaigns, Outcome worst, CoverageReport coverage, ExposureReport exposure, OpenDays open)
    {
        ExposureWindow[] last = [.. campaigns.SelectMany(c => StillOpen(c, coverage, exposure)).DistinctBy(w => w.Id)];
        if (last.Length > 0 && worst < Outcome.Attempted)
        {
            yield return new ActionItem(
                ActionPhase.Fix, $"Install the latest cumulative and security update: the newest build that was seen is open to {Flaws(last)}.",
                $"Open until {last.Max(w => w.To)}, and no build with the fix is seen after it", [.. last.Take(MaxClaims).Select(w => w.Id)]);
        }

        if (open.OpenCount + open.PerhapsCount > 0 && worst < Outcome.Reached)
        {
            string[] windows = [.. exposure.Windows.Where(w => w.State == ExposureState.Vulnerable && open.Vulnerabilities.Contains(w.Vulnerability)).Select(w => w.Id)];
            yield return new ActionItem(
                ActionPhase.Investigate,
                "Look for the logs of the days on which the server was open and which no log holds: in backups, shadow copies and on log servers. Without them, look on the server itself "
                + "for what an intruder would have left (pages in the web roots, accounts, services, tasks, changed virtual directories): that these logs show nothing says nothing of those days.",
                SeenWords.Open(open), [.. windows.Take(MaxClaims)]);
        }
    }

    /// <summary>An action for a server on which nothing was found: advice for the next time, or what a flaw asks for that it was seen open to.</summary>
    private static ActionItem? ForClean(RecommendedAction action, Campaign campaign, CoverageReport coverage, ExposureReport exposure)
    {
        if (action.Phase == ActionPhase.Watch)
        {
            return new ActionItem(action.Phase, action.Text, "Nothing was found in the days that were seen; what logs no longer hold cannot be looked for", []);
        }

        ExposureWindow[] open =
        [
            .. exposure.Windows.Where(w => w.State == ExposureState.Vulnerable && IsKnown(campaign, coverage) && campaign.Vulnerabilities.Any(v => v.Id == w.Vulnerability)),
        ];
        return open.Length == 0 ? null
            : new ActionItem(action.Phase, $"{Flaws(open)}: {action.Text}", $"The server was seen open to {Flaws(open)} until {open.Max(w => w.To)}", [.. open.Take(MaxClaims).Select(w => w.Id)]);
    }

    /// <summary>Windows of a campaign's flaws in which the server was open when its build was last seen.</summary>
    private static IEnumerable<ExposureWindow> StillOpen(Campaign campaign, CoverageReport coverage, ExposureReport exposure) => !IsKnown(campaign, coverage) ? [] : exposure.Windows
        .Where(w => w is { State: ExposureState.Vulnerable, NextSeen: null } && campaign.Vulnerabilities.Any(v => v.Id == w.Vulnerability));

    private static bool IsKnown(Campaign campaign, CoverageReport coverage) => coverage.To is not { } to || campaign.KnownSince <= to;

    /// <summary>True for the advice to look whether the build holds the fix, which the builds in the logs can answer.</summary>
    private static bool IsCheckOfBuild(RecommendedAction action) => action is { Phase: ActionPhase.Fix, From: Outcome.Scanned };

    private static bool HoldsFixes(Campaign campaign, ExposureReport exposure)
    {
        ExposureWindow[] last =
        [
            .. exposure.Windows.Where(w => campaign.Vulnerabilities.Any(v => v.Id == w.Vulnerability)).GroupBy(w => w.Vulnerability).Select(g => g.MaxBy(w => w.From.UtcTicks)!),
        ];
        return last.Any(w => w.State == ExposureState.Fixed) && last.All(w => w.State is ExposureState.Fixed or ExposureState.NotAffected);
    }

    private static string Flaws(IEnumerable<ExposureWindow> windows) =>
        string.Join(", ", windows.Select(w => w.Vulnerability).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static IReadOnlyList<ActionItem> Ordered(List<ActionItem> items) =>
        [.. items.DistinctBy(i => i.Text).Select((item, order) => (item, order)).OrderBy(i => i.item.Phase).ThenBy(i => i.order).Select(i => i.item)];
}
