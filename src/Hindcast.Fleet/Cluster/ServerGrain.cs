using Hindcast.Fleet.Jobs;

namespace Hindcast.Fleet.Cluster;

/// <inheritdoc cref="IServerGrain"/>
internal sealed class ServerGrain(JobStore jobs, JobSignal signal, TimeProvider clock) : Grain, IServerGrain
{
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);
    private JobProgress? _progress;
    private long _told;

    /// <inheritdoc/>
    public async Task<string> Assess(string organisationId)
    {
        string job = await jobs.Enqueue(this.GetPrimaryKeyString(), organisationId, CancellationToken.None);
        signal.Queued();
        return job;
    }

    /// <inheritdoc/>
    public Task Report(JobProgress progress)
    {
        // A silo that lost a job may tell late.
        if (_progress is not { } known || known.JobId != progress.JobId || known.Attempt <= progress.Attempt)
        {
            _progress = progress;
            _told = clock.GetTimestamp();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<JobProgress?> Progress() =>
        Task.FromResult(_progress is not null && clock.GetElapsedTime(_told) < Stale ? _progress : null);
}
