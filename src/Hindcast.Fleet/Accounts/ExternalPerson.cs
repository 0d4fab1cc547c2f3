using Hindcast.Reports.Sharing;

namespace Hindcast.Fleet.Accounts;

/// <summary>A person that an OpenID provider vouches for.</summary>
/// <param name="Subject">The provider and the person's id there; never given to anybody else.</param>
/// <param name="Name">The name that is wished for, or null. Untrusted.</param>
/// <param name="Role">What the account is for.</param>
/// <param name="Clearance">The most closed level of shared intelligence that it may read.</param>
/// <param name="Organisations">Ids of granted organisations; <c>*</c> for all.</param>
public sealed record ExternalPerson(string Subject, string? Name, AccountRole Role, TlpLevel Clearance, IReadOnlyList<string> Organisations);
