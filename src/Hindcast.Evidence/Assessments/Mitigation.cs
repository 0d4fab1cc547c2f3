namespace Hindcast.Evidence.Assessments;

/// <summary>Something that defenders did: a rewrite rule, a stopped service, a scanner's run. Never counted as an attack.</summary>
/// <param name="Title">What.</param>
/// <param name="Time">When, or null.</param>
/// <param name="Claims">Ids of observations.</param>
public sealed record Mitigation(string Title, EvidenceTime? Time, IReadOnlyList<string> Claims);
