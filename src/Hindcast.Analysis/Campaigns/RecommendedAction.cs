using Hindcast.Evidence;

namespace Hindcast.Analysis.Campaigns;

/// <summary>Something to do.</summary>
/// <param name="From">From which outcome on.</param>
/// <param name="Text">What, in one sentence.</param>
public sealed record RecommendedAction(Outcome From, string Text);
