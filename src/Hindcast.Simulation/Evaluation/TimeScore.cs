namespace Hindcast.Simulation.Evaluation;

/// <summary>Question 3: since when? Seconds are those of the assessment minus those of the truth; negative is too early.</summary>
/// <param name="FirstSurvives">A row of the first step that reached anything is in the evidence.</param>
/// <param name="FirstErrorSeconds">Of the first time that a flaw answered or something was done; null when one of both has none.</param>
/// <param name="FirstVisibleErrorSeconds">Against the first such row that is left in the evidence.</param>
/// <param name="LastErrorSeconds">Of the last sign, against the last row that is left.</param>
public sealed record TimeScore(bool FirstSurvives, double? FirstErrorSeconds, double? FirstVisibleErrorSeconds, double? LastErrorSeconds);
