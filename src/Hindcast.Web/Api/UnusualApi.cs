using Hindcast.Fleet.Campaign;
using Hindcast.Web.Security;

namespace Hindcast.Web.Api;

/// <summary>What is unusual on several servers at once, and how rare it is among them.</summary>
internal static class UnusualApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/campaign/unusual", Shared).Needs(AccessNeed.Read);
        api.MapGet("/servers/{server}/unusual", Of).Needs(AccessNeed.Read, "server.unusual");
    }

    private static Task<IReadOnlyList<SharedOddity>> Shared(HttpContext context, UnusualStore unusual, int? limit, CancellationToken cancellation) =>
        unusual.Shared(context.Caller(), PageLimit.Of(limit), cancellation);

    private static Task<IReadOnlyList<ServerOddity>> Of(string server, HttpContext context, UnusualStore unusual, CancellationToken cancellation) =>
        unusual.Of(context.Caller(), server, cancellation);
}
