namespace Hindcast.Evidence.Assessments;

/// <summary>One rung of the ladder for one intrusion.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="State">Whether evidence shows it.</param>
/// <param name="Because">What shows it, or why it cannot be told, in one sentence.</param>
/// <param name="First">Time of the first observation that shows it, or null.</param>
/// <param name="Claims">Ids of the observations that show it.</param>
public sealed record IntrusionStage(
    Rung Rung, StageState State, string Because, EvidenceTime? First, IReadOnlyList<string> Claims);
