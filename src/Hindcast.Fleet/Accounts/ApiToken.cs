namespace Hindcast.Fleet.Accounts;

/// <summary>A token as it is listed: without its secret, which is shown once and never kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Scopes">What it is allowed.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it stops working.</param>
/// <param name="Revoked">True when it was taken back.</param>
public sealed record ApiToken(
    string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset Created, DateTimeOffset Expires, bool Revoked);
