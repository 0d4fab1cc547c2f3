namespace Hindcast.Fleet.Evidence;

/// <summary>One file of evidence of a server.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ServerId">The server.</param>
/// <param name="OrganisationId">Whose it is.</param>
/// <param name="Name">File name, as it stands in assessments.</param>
/// <param name="LengthBytes">Its whole length.</param>
/// <param name="ReceivedBytes">How much of it is here: where the next piece begins.</param>
/// <param name="Sha256">SHA-256 in lower-case hex: announced, and when whole as computed here; "" when neither.</param>
/// <param name="State">How far it is.</param>
/// <param name="Note">Why it is quarantined, or "".</param>
/// <param name="Created">When it was begun.</param>
public sealed record Upload(
    string Id, string ServerId, string OrganisationId, string Name, long LengthBytes, long ReceivedBytes, string Sha256,
    UploadState State, string Note, DateTimeOffset Created);
