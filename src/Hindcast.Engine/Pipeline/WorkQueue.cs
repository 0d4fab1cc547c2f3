namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Work for a fixed number of threads, in runs. A thread does one run after the other and helps with those of others when none is left. Work may
/// add work, which its thread does next: so the parts of a large file are finished, and their memory given back, before the next file is begun.
/// </summary>
/// <typeparam name="TWorker">What each thread keeps from one piece of work to the next.</typeparam>
internal sealed class WorkQueue<TWorker> : IDisposable
    where TWorker : class
{
    private readonly Queue<LinkedList<Action<TWorker>>> _untouched;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _available;
    private Dictionary<TWorker, LinkedList<Action<TWorker>>> _begun = [];
    private int _open;

    /// <param name="runs">The work: what is in a run is best done by one thread, in its order.</param>
    internal WorkQueue(IEnumerable<IEnumerable<Action<TWorker>>> runs)
    {
        _untouched = new(runs.Select(r => new LinkedList<Action<TWorker>>(r)));
        _open = _untouched.Sum(r => r.Count);
        _available = new SemaphoreSlim(_open);
    }

    /// <param name="work">Work that any thread may do, in this order.</param>
    internal WorkQueue(IEnumerable<Action<TWorker>> work)
        : this([work])
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _available.Dispose();

    /// <summary>Adds work to be done before all else of a thread, in the order given.</summary>
    /// <param name="worker">Whose work adds it.</param>
    /// <param name="work">The work.</param>
    internal void AddNext(TWorker worker, IReadOnlyList<Action<TWorker>> work)
    {
        lock (_lock)
        {
            for (int i = work.Count - 1; i >= 0; i--)
            {
                _begun[worker].AddFirst(work[i]);
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

        _begun = new(workers.Select(w => KeyValuePair.Create(w, new LinkedList<Action<TWorker>>())), ReferenceEqualityComparer.Instance);
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
            if (Take(worker) is not { } work)
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

    /// <summary>The next piece of a thread's own run, or of one that nobody began, or of one that another thread is at; null when all is taken.</summary>
    private Action<TWorker>? Take(TWorker worker)
    {
        lock (_lock)
        {
            while (_begun[worker].Count == 0 && _untouched.TryDequeue(out LinkedList<Action<TWorker>>? untouched))
            {
                _begun[worker] = untouched;
            }

            LinkedList<Action<TWorker>>? run = _begun[worker].Count > 0 ? _begun[worker] : _begun.Values.FirstOrDefault(r => r.Count > 0);
            Action<TWorker>? work = run?.First!.Value;
            run?.RemoveFirst();
            return work;
        }
    }
}
