using System.Data.Common;
using Hindcast.Fleet.Database;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hindcast.Web.Hosting;

/// <summary>Ready when the database answers.</summary>
internal sealed class ReadinessCheck(FleetDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.Read(s => s.Count("SELECT COUNT(*) FROM schema_versions"), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException failure)
        {
            return HealthCheckResult.Unhealthy("the database does not answer", failure);
        }
    }
}
