namespace Hindcast.Fleet.Jobs;

/// <summary>Wakes the workers of this silo when a job was queued here, so that they need not wait for their next look. Thread-safe.</summary>
public sealed class JobSignal : IDisposable
{
    private readonly SemaphoreSlim _queued = new(0);

    /// <summary>Tells that a job was queued.</summary>
    public void Queued() => _queued.Release();

    /// <summary>Waits for a job, or for some time.</summary>
    internal Task Wait(TimeSpan most, CancellationToken cancellation) => _queued.WaitAsync(most, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _queued.Dispose();
}
