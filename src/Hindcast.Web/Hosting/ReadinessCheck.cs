using System.Data.Common;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hindcast.Web.Hosting;

/// <summary>Ready when the database and the store of evidence answer.</summary>
internal sealed class ReadinessCheck(FleetDatabase database, IEvidenceStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.Read(s => s.Count("SELECT COUNT(*) FROM schema_versions"), cancellationToken);
            await store.Check(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException failure)
        {
            return HealthCheckResult.Unhealthy("the database does not answer", failure);
        }
        catch (IOException failure)
        {
            return HealthCheckResult.Unhealthy("the store of evidence does not answer", failure);
        }
    }
}
