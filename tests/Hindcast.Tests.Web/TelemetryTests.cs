using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Hindcast.Fleet;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;
using Hindcast.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hindcast.Tests.Web;

/// <summary>What a silo tells those who watch it.</summary>
public sealed partial class TelemetryTests(FleetServer fleet)
{
    [Fact]
    public async Task Traces_metrics_and_logs_of_an_assessment_reach_a_collector()
    {
        using TemporaryFolder folder = new();
        ConcurrentQueue<(string Path, byte[] Body)> received = [];
        await using WebApplication collector = await Collector(received);
        await using (WebApplication app = await FleetHost.Build(new ServeSettings
        {
            Folder = folder.File("fleet"),
            Url = "http://127.0.0.1:0",
            Packs = Checkout.Packs,
            Jobs = 1,
            Otlp = collector.Urls.First(),
        }))
        {
            await app.StartAsync();
            string organisation = (await app.Services.GetRequiredService<OrganisationStore>().Create("Org", "", "", 0, 1 << 20, CancellationToken.None))!;
            string server = (await app.Services.GetRequiredService<ServerStore>().Create(organisation, "EX", CancellationToken.None))!;
            UploadStore uploads = app.Services.GetRequiredService<UploadStore>();
            Upload upload = (await uploads.Begin(server, organisation, "a.log", 3, "", CancellationToken.None))!;
            await uploads.Append(upload.Id, 0, new MemoryStream("abc"u8.ToArray()), CancellationToken.None);
            await uploads.Complete(upload.Id, CancellationToken.None);
            JobStore jobs = app.Services.GetRequiredService<JobStore>();
            string job = await jobs.Enqueue(server, organisation, CancellationToken.None);
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
            while ((await jobs.Find(job, limit.Token))!.State is not JobState.Done)
            {
                await Task.Delay(20, limit.Token);
            }

            ILogger log = app.Services.GetRequiredService<ILogger<FleetMetrics>>();
            Told(log, "a word for the collector");

            // What is gathered is sent when the silo stops.
            await app.StopAsync();
        }

        Assert.Contains(received, r => r.Path.EndsWith("TraceService/Export", StringComparison.Ordinal) && Holds(r.Body, "assess") && Holds(r.Body, "hindcast.job"));
        Assert.Contains(received, r => r.Path.EndsWith("MetricsService/Export", StringComparison.Ordinal) && Holds(r.Body, "hindcast.jobs.finished"));
        Assert.Contains(received, r => r.Path.EndsWith("LogsService/Export", StringComparison.Ordinal) && Holds(r.Body, "a word for the collector"));
        Assert.All(received, r => Assert.True(Holds(r.Body, "service.name") && Holds(r.Body, "hindcast")));
    }

    [Fact]
    public async Task Prometheus_reads_counts_with_a_token_for_it_and_nobody_else_does()
    {
        using HttpClient watcher = await fleet.Client((await fleet.Account(AccountRole.Administrator)).Id, TokenScopes.Metrics);
        string text = await watcher.GetStringAsync("/metrics");
        Assert.Contains("hindcast_jobs_finished", text, StringComparison.Ordinal);
        using HttpClient analyst = await fleet.Client((await fleet.Account(AccountRole.Analyst)).Id);
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.GetAsync("/metrics")).StatusCode);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Text}")]
    private static partial void Told(ILogger logger, string text);

    private static bool Holds(byte[] body, string text) => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>A collector that speaks OTLP over gRPC, as far as taking and thanking goes.</summary>
    private static async Task<WebApplication> Collector(ConcurrentQueue<(string, byte[])> received)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path.Value!, body.ToArray()));
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync();
        return app;
    }
}
