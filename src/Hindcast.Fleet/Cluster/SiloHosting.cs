using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace Hindcast.Fleet.Cluster;

/// <summary>Starts this process as a silo: alone, or with others on one PostgreSQL database.</summary>
public static class SiloHosting
{
    private const string Invariant = "Npgsql";

    /// <summary>How often a silo looks whether its neighbours answer; three misses and two votes end one.</summary>
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);

    /// <summary>Adds the silo to a host.</summary>
    public static void AddFleetSilo(this IHostApplicationBuilder builder, SiloPlace place, FleetOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(options);
        builder.UseOrleans(silo =>
        {
            int siloPort = place.SiloPort > 0 ? place.SiloPort : FreePort();
            int gatewayPort = place.GatewayPort > 0 ? place.GatewayPort : FreePort();
            if (place.Database is { } database)
            {
                silo.Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (place.Cluster, place.Cluster));
                silo.ConfigureEndpoints(place.Advertised, siloPort, gatewayPort);
                silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Invariant, database));
                silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Invariant, database));
                silo.Configure<ClusterMembershipOptions>(membership =>
                {
                    membership.ProbeTimeout = Probe;
                    membership.NumMissedProbesLimit = 3;
                    membership.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
                    membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
                });
                silo.Services.AddHostedService<SiloWatch>();
            }
            else
            {
                silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: place.Cluster, clusterId: place.Cluster);
                silo.UseInMemoryReminderService();
            }

            if (place.Tls is { } tls)
            {
                UseTls(silo, tls);
            }

            silo.Configure<SiloOptions>(named => named.SiloName = options.Silo);
        });

        // The watchdog takes the machine's uptime for a delay of its own at the start; the silo wants a collector for servers,
        // which would keep memory from the assessments.
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Orleans.Runtime.Watchdog", LogLevel.None)
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Polly", LogLevel.Warning);
    }

    private static void UseTls(ISiloBuilder silo, SiloTls tls)
    {
        Func<X509Certificate2?, bool> judge = tls.Judge();
        silo.UseTls(tls.Certificate(), options =>
        {
            options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.RemoteCertificateValidation = (certificate, _, _) => judge(certificate);
            options.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            options.OnAuthenticateAsClient = (_, client) => client.TargetHost = "hindcast-silo";
        });
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
