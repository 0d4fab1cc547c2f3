using Hindcast.Evidence;

namespace Hindcast.Fleet.Results;

/// <summary>An assessment in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ServerId">The server.</param>
/// <param name="OrganisationId">Whose it is.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Headline">Its headline. Untrusted.</param>
/// <param name="Incomplete">True when some evidence could not be read.</param>
/// <param name="Packs">The packs, each with the start of its hash.</param>
/// <param name="Sha256">SHA-256 of assessment.json.</param>
/// <param name="LengthBytes">Length of assessment.json.</param>
public sealed record AssessmentRow(
    string Id, string ServerId, string OrganisationId, DateTimeOffset Created, Outcome Outcome, string Headline, bool Incomplete,
    string Packs, string Sha256, long LengthBytes);
