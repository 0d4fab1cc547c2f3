using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Jobs;
using Hindcast.Web.Security;

namespace Hindcast.Web.Api;

/// <summary>
/// Pushes the state of jobs to browsers and programs as server-sent events. Who may still see it is asked before each event. A
/// stream ends after some minutes, and the browser opens it anew. Thread-safe.
/// </summary>
internal sealed class LiveJobs(JobFeed feed, JobStore jobs, IGrainFactory grains, CallerIdentity identity, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>Streams of one account at a time on this silo.</summary>
    private const int MostOfAccount = 16;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10), Look = TimeSpan.FromSeconds(5), Least = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Counts a stream of the caller until it is disposed; null when the account has as many as it may.</summary>
    internal IDisposable? Admit(HttpContext context)
    {
        string account = context.Caller().AccountId;
        int open = _open.AddOrUpdate(account, 1, (_, n) => n + 1);
        Admitted admitted = new(() => _open.AddOrUpdate(account, 0, (_, n) => n - 1));
        if (open <= MostOfAccount)
        {
            return admitted;
        }

        admitted.Dispose();
        return null;
    }

    /// <summary>One job until it is over.</summary>
    internal async IAsyncEnumerable<SseItem<Job>> Job(HttpContext context, string id)
    {
        Job? told = null;
        await foreach (Caller caller in Occasions(context, c => c.JobId == id || c.JobId.Length == 0))
        {
            if (await JobApi.Now(id, jobs, grains, context.RequestAborted) is not { } now || !caller.Sees(now.OrganisationId))
            {
                yield break;
            }

            if (now != told)
            {
                yield return new SseItem<Job>(told = now, "job");
            }

            if (now.State is JobState.Done or JobState.Failed)
            {
                yield break;
            }
        }
    }

    /// <summary>The queue: counts by state, and the newest jobs.</summary>
    internal async IAsyncEnumerable<SseItem<QueueNow>> Queue(HttpContext context, string? batch)
    {
        const int Newest = 50;
        QueueNow? told = null;
        await foreach (Caller caller in Occasions(context, c => c.OrganisationId.Length == 0 || context.Caller().Sees(c.OrganisationId)))
        {
            IReadOnlyDictionary<JobState, long> counts = await jobs.Counts(caller, batch, context.RequestAborted);
            QueueNow now = new(
                counts.GetValueOrDefault(JobState.Queued), counts.GetValueOrDefault(JobState.Running), counts.GetValueOrDefault(JobState.Done),
                counts.GetValueOrDefault(JobState.Failed), await jobs.List(caller, null, null, null, Newest, context.RequestAborted));
            if (told is null || !now.Newest.SequenceEqual(told.Newest) || now with { Newest = told.Newest } != told)
            {
                yield return new SseItem<QueueNow>(told = now, "queue");
            }
        }
    }

    /// <summary>Whenever there may be something to tell: at once, after a change that is wanted, and now and then.</summary>
    private async IAsyncEnumerable<Caller> Occasions(HttpContext context, Func<JobChange, bool> wanted, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, cancellation);
        end.CancelAfter(Longest);
        using SemaphoreSlim changed = new(0, 1);
        void Wake()
        {
            try
            {
                changed.Release();
            }
            catch (SemaphoreFullException)
            {
                // It is awake already.
            }
        }

        Task watching = Watch();
        async Task Watch()
        {
            await foreach (JobChange change in feed.Watch(end.Token))
            {
                if (wanted(change))
                {
                    Wake();
                }
            }
        }

        try
        {
            while (!end.IsCancellationRequested && await identity.Find(context) is { } caller)
            {
                yield return caller;
                try
                {
                    await Task.Delay(Least, clock, end.Token);
                    await changed.WaitAsync(Look, end.Token);
                }
                catch (OperationCanceledException)
                {
                    break;
                }
            }
        }
        finally
        {
            await end.CancelAsync();
            await watching.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private sealed class Admitted(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
