namespace Hindcast.Fleet.Evidence;

/// <summary>Where the result of an assessment lies.</summary>
/// <param name="OrganisationId">Whose it is.</param>
/// <param name="ServerId">The server.</param>
/// <param name="AssessmentId">The assessment.</param>
public sealed record ResultPlace(string OrganisationId, string ServerId, string AssessmentId);
