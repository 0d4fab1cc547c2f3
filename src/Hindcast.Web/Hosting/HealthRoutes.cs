using Hindcast.Web.Security;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Hindcast.Web.Hosting;

/// <summary>For whoever watches the process: is it alive, can it serve.</summary>
internal static class HealthRoutes
{
    internal static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(new AccessRuleAttribute(AccessNeed.Nothing));
        app.MapHealthChecks("/health/ready").WithMetadata(new AccessRuleAttribute(AccessNeed.Nothing));
    }
}
