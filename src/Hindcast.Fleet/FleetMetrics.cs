using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hindcast.Fleet;

/// <summary>Counts of a silo for OpenTelemetry. Thread-safe.</summary>
public sealed class FleetMetrics : IDisposable
{
    /// <summary>Name of the meter and of the traces.</summary>
    public const string Name = "Hindcast.Fleet";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _finished;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _seconds;

    /// <summary>Makes the instruments.</summary>
    public FleetMetrics()
    {
        _finished = _meter.CreateCounter<long>("hindcast.jobs.finished", description: "Assessments stored by this silo");
        _lost = _meter.CreateCounter<long>("hindcast.jobs.lost", description: "Assessments thrown away because another silo had taken the job");
        _failed = _meter.CreateCounter<long>("hindcast.jobs.failed", description: "Assessments that failed");
        _bytes = _meter.CreateCounter<long>("hindcast.evidence.read", "By", "Bytes of evidence read");
        _seconds = _meter.CreateHistogram<double>("hindcast.job.duration", "s", "Time of an assessment");
    }

    /// <summary>Traces of this silo.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Finished(bool stored, TimeSpan time, long bytes)
    {
        (stored ? _finished : _lost).Add(1);
        _bytes.Add(bytes);
        _seconds.Record(time.TotalSeconds);
    }

    internal void Failed() => _failed.Add(1);
}
