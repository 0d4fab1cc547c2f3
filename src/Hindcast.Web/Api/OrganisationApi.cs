using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Cluster;
using Hindcast.Fleet.Organisations;
using Hindcast.Web.Security;

namespace Hindcast.Web.Api;

/// <summary>Organisations.</summary>
internal static class OrganisationApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/organisations", List).Needs(AccessNeed.SignedIn);
        api.MapPost("/organisations", Create).Needs(AccessNeed.Administer, "organisation.create");
        api.MapGet("/organisations/{organisation}", Get).Needs(AccessNeed.Read);
        api.MapPut("/organisations/{organisation}/limits", SetLimits).Needs(AccessNeed.Administer, "organisation.limits");
        api.MapDelete("/organisations/{organisation}", Delete).Needs(AccessNeed.Administer, "organisation.delete");
    }

    private static async Task<IResult> List(
        HttpContext context, OrganisationStore organisations, string? name, string? after, int? limit, CancellationToken cancellation)
    {
        Caller caller = context.Caller();
        if (!caller.Has(TokenScopes.Read) && !caller.Has(TokenScopes.Admin))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        int most = PageLimit.Of(limit);
        return TypedResults.Ok(Page<OrganisationRow>.Of(
            await organisations.List(caller, name ?? "", after ?? "", most, cancellation), most, o => o.Organisation.Name));
    }

    private static async Task<IResult> Create(
        NewOrganisation wanted, OrganisationStore organisations, IGrainFactory grains, CancellationToken cancellation)
    {
        try
        {
            if (await organisations.Create(
                wanted.Name, wanted.Sector ?? "", wanted.Country ?? "", wanted.RetentionDays ?? 0, wanted.QuotaBytes ?? OrganisationStore.DefaultQuotaBytes,
                cancellation) is not { } id)
            {
                return Problem.Conflict("The name is taken.");
            }

            await grains.GetGrain<IOrganisationGrain>(id).KeepRetention();
            return TypedResults.Created($"/api/v1/organisations/{id}", new Named(id));
        }
        catch (ArgumentException failure)
        {
            return Problem.Bad(failure.Message);
        }
    }

    private static async Task<Organisation?> Get(string organisation, OrganisationStore organisations, CancellationToken cancellation) =>
        await organisations.Find(organisation, cancellation);

    private static async Task<IResult> SetLimits(string organisation, NewLimits wanted, OrganisationStore organisations, CancellationToken cancellation)
    {
        if (wanted.RetentionDays is < 0 or > 36_500 || wanted.QuotaBytes < 0)
        {
            return Problem.Bad("Retention is 0 to 36500 days, a quota 0 bytes or more.");
        }

        await organisations.SetLimits(organisation, wanted.RetentionDays, wanted.QuotaBytes, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Delete(string organisation, IGrainFactory grains)
    {
        await grains.GetGrain<IOrganisationGrain>(organisation).Delete();
        return TypedResults.NoContent();
    }

    /// <summary>An organisation to be added.</summary>
    internal sealed record NewOrganisation(string Name, string? Sector, string? Country, long? RetentionDays, long? QuotaBytes);

    /// <summary>How long evidence is kept and how much of it.</summary>
    internal sealed record NewLimits(long RetentionDays, long QuotaBytes);
}
