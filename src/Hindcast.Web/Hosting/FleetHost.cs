using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hindcast.Fleet;
using Hindcast.Fleet.Cluster;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Web.Api;
using Hindcast.Web.Assets;
using Hindcast.Web.Forms;
using Hindcast.Web.Oidc;
using Hindcast.Web.Pages;
using Hindcast.Web.Security;
using Hindcast.Web.Taxii;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Hindcast.Web.Hosting;

/// <summary>Puts the web application together: database, fleet, security, pages and programming interface.</summary>
internal static class FleetHost
{
    private const int MaxFormBytes = 64 << 10;

    /// <summary>Builds the application and brings the database to its schema.</summary>
    internal static async Task<WebApplication> Build(ServeSettings settings)
    {
        FleetOptions options = new()
        {
            Folder = settings.Folder,
            PackFolder = settings.Packs,
            Tool = settings.Tool,
            Silo = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}",
            Slots = settings.Jobs,
            Threads = settings.Jobs > 1 ? Math.Max(1, Environment.ProcessorCount / settings.Jobs) : 0,
            CaseDatabases = settings.CaseDatabases,
            Lease = TimeSpan.FromSeconds(settings.LeaseSeconds),
        };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(settings.Url);
        builder.WebHost.ConfigureKestrel(Limits);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Hindcast", LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        EvidenceVault.MakeRoot(options.Folder);
        FleetDatabase database = settings.Database is { } connection
            ? FleetDatabase.Postgres(connection)
            : FleetDatabase.Sqlite(Path.Combine(options.Folder, "fleet.db"));
        await SchemaMigrations.Run(database, CancellationToken.None);
        builder.AddFleetSilo(
            new SiloPlace
            {
                Cluster = settings.Cluster,
                Database = settings.Database,
                Advertised = IPAddress.Parse(settings.Advertise),
                SiloPort = settings.SiloPort,
                GatewayPort = settings.GatewayPort,
                Tls = settings.SiloTls,
            },
            options);
        builder.Services.AddFleet(options, database, settings.Bucket);
        builder.AddTelemetry(settings.Otlp);
        Services(builder.Services, settings, database);
        WebApplication app = builder.Build();
        Pipeline(app, settings);
        return app;
    }

    private static void Limits(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxFormBytes;
        kestrel.Limits.MaxRequestHeaderCount = 60;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    private static void Services(IServiceCollection services, ServeSettings settings, FleetDatabase database)
    {
        services.AddSingleton<SetupCode>();
        services.AddSingleton<LiveJobs>();
        IDataProtectionBuilder keys = services.AddDataProtection().SetApplicationName("hindcast");
        if (settings.Bucket is null)
        {
            keys.PersistKeysToFileSystem(new DirectoryInfo(EvidenceVault.KeyFolder(settings.Folder)));
        }
        else
        {
            // Silos share no folder then.
            services.Configure<KeyManagementOptions>(management => management.XmlRepository = new DatabaseKeys(database));
        }

        services.AddFleetSecurity();
        services.AddOidc(settings.Oidc);
        services.AddOpenApi("v1", ApiDocument.Configure);
        services.AddRazorComponents();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        services.AddHealthChecks().AddCheck<ReadinessCheck>("database");
        if (settings.TrustedProxy is { } proxy)
        {
            services.Configure<ForwardedHeadersOptions>(forwarded =>
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                forwarded.KnownProxies.Clear();
                forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
            });
        }
    }

    private static void Pipeline(WebApplication app, ServeSettings settings)
    {
        if (settings.TrustedProxy is not null)
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(failed => failed.Run(Failures.Write));
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<AccessGate>();
        app.UseAntiforgery();
        app.MapAssets();
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new AccessRuleAttribute(AccessNeed.Watch));
        app.MapFleetApi();
        app.MapForms();
        app.MapOidc(settings.Oidc);
        app.MapTaxii();
        app.MapOpenApi("/api/{documentName}/openapi.json").WithMetadata(new AccessRuleAttribute(AccessNeed.SignedIn));
        app.MapRazorComponents<App>();
    }
}
