namespace Hindcast.Simulation.Evaluation;

/// <summary>Question 6: still in? Of pages, accounts, tasks and services that outlive the update.</summary>
/// <param name="Present">Those that are there, and the evidence shows it.</param>
/// <param name="Found">Of these, those that the assessment calls present.</param>
/// <param name="WronglyPresent">Those that the assessment calls present and no intruder left.</param>
public sealed record PersistenceScore(int Present, int Found, int WronglyPresent);
