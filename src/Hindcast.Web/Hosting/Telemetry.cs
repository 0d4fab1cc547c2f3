using Hindcast.Fleet;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hindcast.Web.Hosting;

/// <summary>Metrics for Prometheus, and metrics, traces and logs by OTLP when an address is given. Nothing is sent without one.</summary>
internal static class Telemetry
{
    private const string Service = "hindcast";

    internal static void AddTelemetry(this WebApplicationBuilder builder, string? otlp)
    {
        Uri? target = otlp is null ? null : new Uri(otlp);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Service))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(FleetMetrics.Name, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                    .AddRuntimeInstrumentation().AddPrometheusExporter();
                if (target is not null)
                {
                    metrics.AddOtlpExporter(exporter => exporter.Endpoint = target);
                }
            })
            .WithTracing(traces =>
            {
                traces.AddSource(FleetMetrics.Name, "Microsoft.Orleans.Application").AddAspNetCoreInstrumentation();
                if (target is not null)
                {
                    traces.AddOtlpExporter(exporter => exporter.Endpoint = target);
                }
            });
        if (target is not null)
        {
            builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter(exporter => exporter.Endpoint = target));
        }
    }
}
