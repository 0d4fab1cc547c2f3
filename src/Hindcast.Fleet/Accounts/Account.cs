using Hindcast.Reports.Sharing;

namespace Hindcast.Fleet.Accounts;

/// <summary>An account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Clearance">The most closed level of shared intelligence that it may read.</param>
/// <param name="Disabled">True when it may not sign in and its tokens do not work.</param>
/// <param name="Created">When it was made.</param>
/// <param name="External">True when an OpenID provider vouches for it; else it has a password here.</param>
/// <param name="Organisations">Ids of granted organisations; <c>*</c> for all.</param>
public sealed record Account(
    string Id, string Name, AccountRole Role, TlpLevel Clearance, bool Disabled, DateTimeOffset Created, bool External, IReadOnlyList<string> Organisations);
