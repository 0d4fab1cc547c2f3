using Hindcast.Fleet.Accounts;

namespace Hindcast.Web.Oidc;

/// <summary>What a group of the provider may here.</summary>
internal sealed record OidcGroup
{
    /// <summary>The group, as the claim has it.</summary>
    public string Group { get; init; } = "";

    /// <summary>Role of its members.</summary>
    public AccountRole Role { get; init; }

    /// <summary>Most closed level of shared intelligence that they may read.</summary>
    public string Clearance { get; init; } = "clear";

    /// <summary>Names of organisations that they are granted; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Organisations { get; init; } = [];

    /// <summary>True to grant the organisations that their claim names.</summary>
    public bool OrganisationsFromClaim { get; init; }
}
