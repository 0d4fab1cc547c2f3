namespace Hindcast.Web.Oidc;

/// <summary>An OpenID provider that people sign in at, and what its claims mean here. Whom no group names is refused.</summary>
internal sealed record OidcSettings
{
    /// <summary>The provider's address; its description lies below at <c>.well-known/openid-configuration</c>. "" for none.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Id of this application at the provider.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>File whose text is the secret of this application; "" for a public client.</summary>
    public string ClientSecretFile { get; init; } = "";

    /// <summary>What the provider is called on the sign-in page.</summary>
    public string Name { get; init; } = "single sign-on";

    /// <summary>Scopes that are asked for besides <c>openid</c> and <c>profile</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Claim with the name of the account.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>Claim with the groups of a person.</summary>
    public string GroupClaim { get; init; } = "groups";

    /// <summary>Claim with the names of organisations, for groups that say <see cref="OidcGroup.OrganisationsFromClaim"/>.</summary>
    public string OrganisationClaim { get; init; } = "organisation";

    /// <summary>What groups may.</summary>
    public IReadOnlyList<OidcGroup> Groups { get; init; } = [];

    /// <summary>True when a provider is named.</summary>
    internal bool IsOn => Authority.Length > 0;

    /// <summary>Says what is missing, or null.</summary>
    internal string? Problem() =>
        !IsOn ? null
        : !Uri.TryCreate(Authority, UriKind.Absolute, out Uri? address) || (address.Scheme != "https" && !address.IsLoopback) ? "Oidc:Authority is no https address"
        : ClientId.Length == 0 ? "Oidc:ClientId is missing"
        : Groups.Any(g => g.Group.Length == 0) ? "a group of Oidc:Groups has no name"
        : null;
}
