namespace Hindcast.Simulation.Evaluation;

/// <summary>What the verdict covers: days with evidence, log by log.</summary>
/// <param name="Days">Log days that the truth or the assessment calls covered.</param>
/// <param name="Agreed">Those that both call covered.</param>
/// <param name="AbsentLogs">Logs of which nothing is in the evidence.</param>
/// <param name="AbsentNamed">Of these, those that the assessment does not claim to have.</param>
public sealed record CoverageScore(int Days, int Agreed, int AbsentLogs, int AbsentNamed);
