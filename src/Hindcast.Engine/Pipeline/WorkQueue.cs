namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Work for a fixed number of threads. Work may add work, which is then done next: so the parts of a large file are
/// finished, and their memory given back, before the next file is begun.
/// </summary>
/// <typeparam name="TWorker">What each thread keeps from one piece of work to the next.</typeparam>
internal sealed class WorkQueue<TWorker> : IDisposable
{
    private readonly LinkedList<Action<TWorker>> _pending;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _available;
    private int _open;

    internal WorkQueue(IEnumerable<Action<TWorker>> work)
    {
        _pending = new LinkedList<Action<TWorker>>(work);
        _open = _pending.Count;
        _available = new SemaphoreSlim(_pending.Count);
    }

    /// <inheritdoc/>
    public void Dispose() => _available.Dispose();

    /// <summary>Adds work to be done before all else, in the order given.</summary>
    internal void AddNext(IReadOnlyList<Action<TWorker>> work)
    {
        lock (_lock)
        {
            for (int i = work.Count - 1; i >= 0; i--)
            {
                _pending.AddFirst(work[i]);
            }
        }

        Interlocked.Add(ref _open, work.Count);
        _available.Release(work.Count);
    }

    /// <summary>Does all work on <paramref name="workers"/> threads; rethrows the first exception.</summary>
    internal void Run(IReadOnlyList<TWorker> workers, CancellationToken cancellation)
    {
        if (_open == 0)
        {
            return;
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Exception? failure = null;
        Thread[] threads = [.. workers.Select(worker => new Thread(() =>
        {
            try
            {
                Work(worker, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Another thread failed, or the user stopped: the caller is told below.
            }
            catch (Exception problem)
            {
                Interlocked.CompareExchange(ref failure, problem, null);
                stop.Cancel();
            }
        })
        { IsBackground = true, Name = "hindcast reader" })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        cancellation.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Work(TWorker worker, CancellationToken cancellation)
    {
        while (true)
        {
            _available.Wait(cancellation);
            Action<TWorker>? work = null;
            lock (_lock)
            {
                if (_pending.First is { } first)
                {
                    work = first.Value;
                    _pending.RemoveFirst();
                }
            }

            if (work is null)
            {
                // The end was signalled; pass it on.
                _available.Release();
                return;
            }

            work(worker);
            if (Interlocked.Decrement(ref _open) == 0)
            {
                _available.Release();
            }
        }
    }
}
