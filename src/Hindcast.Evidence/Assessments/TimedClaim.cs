namespace Hindcast.Evidence.Assessments;

/// <summary>A time and the observation that shows it.</summary>
/// <param name="Time">The time.</param>
/// <param name="Claim">Id of the observation.</param>
public sealed record TimedClaim(EvidenceTime Time, string Claim);
