using System.Security.Claims;
using Hindcast.Fleet.Accounts;
using Hindcast.Reports.Sharing;

namespace Hindcast.Web.Oidc;

/// <summary>What the provider's claims give a person here.</summary>
/// <param name="Role">The role.</param>
/// <param name="Clearance">The clearance.</param>
/// <param name="Organisations">Names of organisations; <c>*</c> for all.</param>
internal sealed record OidcAccess(AccountRole Role, TlpLevel Clearance, IReadOnlyList<string> Organisations)
{
    /// <summary>
    /// Reads the claims. Null when no group is known, when groups give different roles, when a level is none, or when the role
    /// organisation comes without exactly one organisation: what is not said clearly is not given.
    /// </summary>
    internal static OidcAccess? Of(OidcSettings settings, ClaimsPrincipal person)
    {
        HashSet<string> member = new(person.FindAll(settings.GroupClaim).Select(c => c.Value), StringComparer.Ordinal);
        OidcGroup[] groups = [.. settings.Groups.Where(g => member.Contains(g.Group))];
        if (groups.Select(g => g.Role).Distinct().Count() != 1)
        {
            return null;
        }

        TlpLevel clearance = TlpLevel.Clear;
        foreach (OidcGroup group in groups)
        {
            if (!TlpLabel.TryParse(group.Clearance, out TlpLevel level))
            {
                return null;
            }

            clearance = level > clearance ? level : clearance;
        }

        string[] claimed = [.. person.FindAll(settings.OrganisationClaim).Select(c => c.Value)];
        string[] organisations =
        [
            .. groups.SelectMany(g => g.OrganisationsFromClaim ? g.Organisations.Concat(claimed.Where(c => c != AccountStore.Everything)) : g.Organisations)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return groups[0].Role == AccountRole.Organisation && organisations is not [not AccountStore.Everything]
            ? null
            : new OidcAccess(groups[0].Role, clearance, organisations);
    }
}
