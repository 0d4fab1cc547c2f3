using Hindcast.Reports.Sharing;

namespace Hindcast.Fleet.Accounts;

/// <summary>Who asks, as the database knows them at this request.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Clearance">The most closed level of shared intelligence that it may read.</param>
/// <param name="Organisations">Ids of the organisations that it is granted; empty with <paramref name="SeesAll"/>.</param>
/// <param name="SeesAll">True when every organisation is granted.</param>
/// <param name="Scopes">What the token is allowed; null for a session in the browser.</param>
public sealed record Caller(
    string AccountId, string Name, AccountRole Role, TlpLevel Clearance, IReadOnlySet<string> Organisations, bool SeesAll,
    IReadOnlyList<string>? Scopes)
{
    /// <summary>True when the organisation's evidence and results are granted.</summary>
    public bool Sees(string organisationId) => SeesAll || Organisations.Contains(organisationId);

    /// <summary>True for a session, and for a token with the scope.</summary>
    public bool Has(string scope) => Scopes is null || Scopes.Contains(scope, StringComparer.Ordinal);
}
