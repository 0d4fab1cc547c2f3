using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;

namespace Hindcast.Engine.Surprise;

/// <summary>What a rule that counts can explain.</summary>
/// <param name="Known">The first day on which it could be used.</param>
/// <param name="Outcome">What it shows by itself.</param>
/// <param name="TellsWayIn">It speaks of the first access, or of what only the campaign does; false for what any intruder leaves behind.</param>
internal readonly record struct RuleKnowledge(DateOnly Known, Outcome Outcome, bool TellsWayIn)
{
    /// <summary>
    /// True for rules about the first access and for those that need to know the campaign. A page, a task, an account or a program that
    /// the web server started says that somebody came in, not how.
    /// </summary>
    internal static bool Tells(DetectionMeaning meaning) => !meaning.Generic || meaning.Tactic == "initial-access" || meaning.Technique == "T1190";
}
