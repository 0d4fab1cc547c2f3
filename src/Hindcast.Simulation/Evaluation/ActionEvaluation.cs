using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Evaluation;

/// <summary>
/// Compares the actions of an assessment with what the truth asks for: evidence to be kept and the intrusion to be looked into where it
/// shows one, each thing that was left to be dealt with by its name, credentials to be changed and somebody to be told once the server
/// was changed or mail was read, and the fix of a flaw that was used or tried and is still open.
/// </summary>
internal static class ActionEvaluation
{
    private static readonly ActionPhase[] AfterAnIntrusion = [ActionPhase.Evict, ActionPhase.Recover, ActionPhase.Report];

    internal static ActionScore Score(Assessment assessment, Truth truth)
    {
        IReadOnlyList<ActionItem> actions = assessment.Actions;
        bool mail = truth.Intrusions.Any(i => i.Mailboxes.Count > 0 && i.Steps.Any(s => s.Kind == "ews-read" && s.Lines.Count > 0));
        bool duty = truth.Provable >= Outcome.Succeeded || mail;
        List<(string Asked, bool Named)> asked = [];
        void Ask(bool needed, string what, params ActionPhase[] phases)
        {
            if (needed)
            {
                asked.Add((what, actions.Any(a => phases.Contains(a.Phase))));
            }
        }

        Ask(truth.Provable >= Outcome.Reached, "keep the evidence", ActionPhase.Preserve);
        Ask(truth.Provable >= Outcome.Reached, "contain or look into it", ActionPhase.Contain, ActionPhase.Investigate);
        Ask(truth.Provable >= Outcome.Succeeded, "remove what was left, or rebuild", ActionPhase.Evict);
        Ask(truth.Provable >= Outcome.Succeeded, "change credentials", ActionPhase.Recover);
        Ask(duty, "tell those who must know", ActionPhase.Report);
        Ask(truth.Provable >= Outcome.Attempted && IsStillOpen(truth), "close the hole", ActionPhase.Fix);
        asked.AddRange(PersistenceEvaluation.Left(truth).Select(name => (
            name, actions.Any(a => a.Phase is ActionPhase.Evict or ActionPhase.Investigate && a.Text.Contains(name, StringComparison.OrdinalIgnoreCase)))));
        bool clean = truth.Happened < Outcome.Reached;
        return new ActionScore(
            asked.Count, asked.Count(a => a.Named), [.. asked.Where(a => !a.Named).Select(a => a.Asked)], duty, actions.Any(a => a.Phase == ActionPhase.Report),
            clean, clean ? actions.Count(a => AfterAnIntrusion.Contains(a.Phase)) : 0);
    }

    /// <summary>True when the server is open at the end to a flaw of a campaign that was used or tried on it.</summary>
    private static bool IsStillOpen(Truth truth) =>
        truth.Exposure.Any(e => e.To >= truth.To && truth.Intrusions.Any(i => i.Kind == e.Campaign && i.Provable >= Outcome.Attempted));
}
