using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Campaign;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Fleet.Results;
using Hindcast.Fleet.Retention;
using Hindcast.Fleet.Sharing;
using Microsoft.Extensions.DependencyInjection;

namespace Hindcast.Fleet;

/// <summary>Puts the fleet together.</summary>
public static class FleetServices
{
    /// <summary>Adds everything of the fleet to a host.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="options">Where things lie and how much is taken.</param>
    /// <param name="database">The database.</param>
    /// <param name="bucket">Where evidence and results lie instead of the folder, or null.</param>
    public static IServiceCollection AddFleet(this IServiceCollection services, FleetOptions options, FleetDatabase database, BucketSettings? bucket)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.AddSingleton(database);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<FleetMetrics>();
        services.AddSingleton<LoadedPacks>();
        services.AddSingleton<IEvidenceStore>(_ => bucket is null ? new EvidenceVault(options) : new BucketVault(bucket, Path.Combine(options.Folder, "spool")));
        services.AddSingleton<AccountStore>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<OrganisationStore>();
        services.AddSingleton<ServerStore>();
        services.AddSingleton<Ownership>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<RetentionRun>();
        services.AddSingleton<JobFeed>();
        services.AddHostedService(s => s.GetRequiredService<JobFeed>());
        services.AddSingleton<JobStore>();
        services.AddSingleton<JobSignal>();
        services.AddSingleton<AssessmentStore>();
        services.AddSingleton<CampaignStore>();
        services.AddSingleton<UnusualStore>();
        services.AddSingleton<SharedObjectStore>();
        services.AddHostedService<JobWorkers>();
        return services;
    }
}
