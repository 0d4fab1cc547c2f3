using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Campaigns;

/// <summary>Something to do.</summary>
/// <param name="From">From which outcome on.</param>
/// <param name="Text">What, in plain sentences.</param>
public sealed record RecommendedAction(Outcome From, string Text)
{
    /// <summary>Only for findings of this subject; "" for every finding of the campaign.</summary>
    public string Subject { get; init; } = "";

    /// <summary>When in the work it has its place.</summary>
    public ActionPhase Phase { get; init; } = ActionPhase.Investigate;
}
