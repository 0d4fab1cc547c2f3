using Hindcast.Evidence;
using Hindcast.Fleet.Organisations;
using Hindcast.Fleet.Results;
using Hindcast.Web.Security;

namespace Hindcast.Web.Api;

/// <summary>Servers and their assessments.</summary>
internal static class ServerApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/servers", List).Needs(AccessNeed.Read);
        api.MapGet("/organisations/{organisation}/servers", ListOf).Needs(AccessNeed.Read);
        api.MapPost("/organisations/{organisation}/servers", Create).Needs(AccessNeed.Upload, "server.create");
        api.MapGet("/servers/{server}", Get).Needs(AccessNeed.Read);
        api.MapGet("/servers/{server}/assessments", Assessments).Needs(AccessNeed.Read);
    }

    private static Task<Page<ServerRow>> List(
        HttpContext context, ServerStore servers, string? name, EnumWord<Outcome>? outcome, string? after, int? limit, CancellationToken cancellation) =>
        Servers(context, servers, null, name, outcome, after, limit, cancellation);

    private static Task<Page<ServerRow>> ListOf(
        string organisation, HttpContext context, ServerStore servers, string? name, EnumWord<Outcome>? outcome, string? after, int? limit, CancellationToken cancellation) =>
        Servers(context, servers, organisation, name, outcome, after, limit, cancellation);

    private static async Task<Page<ServerRow>> Servers(
        HttpContext context, ServerStore servers, string? organisation, string? name, EnumWord<Outcome>? outcome, string? after, int? limit, CancellationToken cancellation)
    {
        ServerFilter filter = new() { OrganisationId = organisation, NamePrefix = name, AtLeast = outcome?.Value, After = after, Limit = PageLimit.Of(limit) };
        return Page<ServerRow>.Of(await servers.List(context.Caller(), filter, cancellation), filter.Limit, s => s.Cursor);
    }

    private static async Task<IResult> Create(string organisation, NewServer wanted, ServerStore servers, CancellationToken cancellation)
    {
        if (!OrganisationStore.IsName(wanted.Name))
        {
            return Problem.Bad("A server has a name of 1 to 120 characters.");
        }

        return await servers.Create(organisation, wanted.Name, cancellation) is { } id
            ? TypedResults.Created($"/api/v1/servers/{id}", new Named(id))
            : Problem.Conflict("The organisation has a server of this name.");
    }

    private static async Task<ServerRow?> Get(string server, ServerStore servers, CancellationToken cancellation) => await servers.Find(server, cancellation);

    private static Task<IReadOnlyList<AssessmentRow>> Assessments(string server, AssessmentStore assessments, CancellationToken cancellation) =>
        assessments.Of(server, cancellation);

    /// <summary>A server to be added.</summary>
    internal sealed record NewServer(string Name);
}
