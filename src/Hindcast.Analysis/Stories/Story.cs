using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Stories;

/// <summary>What happened, put together from the observations of all campaigns.</summary>
/// <param name="Intrusions">Intrusions in the order of their first sign.</param>
/// <param name="Actors">How many operators, and whom they resemble.</param>
/// <param name="Chronology">The times that matter.</param>
/// <param name="Impact">What was reached or taken.</param>
/// <param name="Persistence">What was placed, and its last known state.</param>
/// <param name="Mitigations">What defenders did.</param>
/// <param name="Actions">What to do now.</param>
public sealed record Story(
    IReadOnlyList<Intrusion> Intrusions,
    ActorReport Actors,
    Chronology Chronology,
    ImpactReport Impact,
    IReadOnlyList<PersistentItem> Persistence,
    IReadOnlyList<Mitigation> Mitigations,
    IReadOnlyList<ActionItem> Actions);
