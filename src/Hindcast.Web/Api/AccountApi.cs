using Hindcast.Fleet.Accounts;
using Hindcast.Reports.Sharing;
using Hindcast.Web.Security;

namespace Hindcast.Web.Api;

/// <summary>Who am I, accounts, grants, audit log.</summary>
internal static class AccountApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/me", Me).Needs(AccessNeed.SignedIn);
        api.MapGet("/accounts", List).Needs(AccessNeed.Administer);
        api.MapPost("/accounts", Create).Needs(AccessNeed.Administer, "account.create");
        api.MapPut("/accounts/{account}/grants", SetGrants).Needs(AccessNeed.Administer, "account.grant");
        api.MapPut("/accounts/{account}/disabled", SetDisabled).Needs(AccessNeed.Administer, "account.disable");
        api.MapGet("/audit", Audit).Needs(AccessNeed.Administer);
        api.MapGet("/organisations/{organisation}/audit", AuditOf).Needs(AccessNeed.Read);
    }

    private static MeAnswer Me(HttpContext context)
    {
        Caller caller = context.Caller();
        return new MeAnswer(caller.Name, caller.Role, caller.Scopes);
    }

    private static async Task<Page<Account>> List(AccountStore accounts, string? name, string? after, int? limit, CancellationToken cancellation)
    {
        int most = PageLimit.Of(limit);
        return Page<Account>.Of(await accounts.List(name ?? "", after ?? "", most, cancellation), most, a => a.Name);
    }

    private static async Task<IResult> Create(NewAccount account, AccountStore accounts, CancellationToken cancellation)
    {
        if (!AccountStore.IsName(account.Name) || !AccountStore.IsPassword(account.Password)
            || !TlpLabel.TryParse(account.Clearance ?? "green", out TlpLevel clearance)
            || (account.Role == AccountRole.Organisation && account.Organisations is not [not AccountStore.Everything]))
        {
            return Problem.Bad($"An account has a name of 2 to 64 letters, digits and .@_-, a password of {PasswordHash.MinLength} characters or more, a clearance, and for the role organisation exactly one organisation.");
        }

        return await accounts.Create(account.Name, account.Password, account.Role, clearance, account.Organisations ?? [], cancellation) is { } id
            ? TypedResults.Created($"/api/v1/accounts/{id}", new Named(id))
            : Problem.Conflict("The name is taken.");
    }

    private static async Task<IResult> SetGrants(string account, Granting wanted, AccountStore accounts, CancellationToken cancellation)
    {
        if (!await accounts.Exists(account, cancellation))
        {
            return Problem.NotFound();
        }

        await accounts.SetGrants(account, wanted.Organisations ?? [], cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SetDisabled(string account, Disabling wanted, AccountStore accounts, CancellationToken cancellation) =>
        await accounts.SetDisabled(account, wanted.Disabled, cancellation) == 1 ? TypedResults.NoContent() : Problem.NotFound();

    private static async Task<Page<AuditEntry>> Audit(AuditLog audit, string? after, int? limit, CancellationToken cancellation) =>
        await Entries(audit, null, after, limit, cancellation);

    private static async Task<Page<AuditEntry>> AuditOf(string organisation, AuditLog audit, string? after, int? limit, CancellationToken cancellation) =>
        await Entries(audit, organisation, after, limit, cancellation);

    private static async Task<Page<AuditEntry>> Entries(AuditLog audit, string? organisation, string? after, int? limit, CancellationToken cancellation)
    {
        int most = PageLimit.Of(limit);
        IReadOnlyList<AuditEntry> entries = await audit.List(long.TryParse(after, out long before) ? before : long.MaxValue, organisation, most, cancellation);
        return Page<AuditEntry>.Of(entries, most, e => e.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Who called.</summary>
    internal sealed record MeAnswer(string Name, AccountRole Role, IReadOnlyList<string>? Scopes);

    /// <summary>An account to be made.</summary>
    internal sealed record NewAccount(string Name, string Password, AccountRole Role, string? Clearance, string[]? Organisations);

    /// <summary>Ids of the organisations that an account is granted; <c>*</c> for all.</summary>
    internal sealed record Granting(string[]? Organisations);

    /// <summary>Whether an account is shut out.</summary>
    internal sealed record Disabling(bool Disabled);
}
