using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Hindcast.Fleet.Database;
using Microsoft.Extensions.Hosting;

namespace Hindcast.Fleet.Jobs;

/// <summary>
/// Passes on that jobs change, to whoever watches on any silo: within this process at once, to others by PostgreSQL's
/// notifications, gathered for a moment. A notification that is lost costs nothing but time, for who watches looks now and then by
/// itself. Thread-safe.
/// </summary>
public sealed class JobFeed(FleetDatabase database, TimeProvider clock) : BackgroundService
{
    private const string Topic = "hindcast_jobs";

    /// <summary>Changes in one notification; PostgreSQL takes 8,000 bytes.</summary>
    private const int MostAtOnce = 100;

    /// <summary>Changes that wait for one who watches; beyond, the oldest is dropped.</summary>
    private const int MostWaiting = 256;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100), Pause = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Channel<JobChange>, bool> _watchers = new();
    private readonly Channel<JobChange> _toOthers = Channel.CreateBounded<JobChange>(new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Those who watch here.</summary>
    public int Watchers => _watchers.Count;

    /// <summary>Watches until the token is cancelled. Changes from before are not told.</summary>
    public async IAsyncEnumerable<JobChange> Watch([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        Channel<JobChange> own = Channel.CreateBounded<JobChange>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        _watchers[own] = true;
        try
        {
            while (await own.Reader.WaitToReadAsync(cancellation))
            {
                while (own.Reader.TryRead(out JobChange? change))
                {
                    yield return change;
                }
            }
        }
        finally
        {
            _watchers.TryRemove(own, out _);
        }
    }

    /// <summary>Tells of a change that has been committed.</summary>
    internal void Tell(JobChange change)
    {
        Pass(change);
        if (database.IsPostgres)
        {
            _toOthers.Writer.TryWrite(change);
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database.IsPostgres ? Task.WhenAll(Send(stoppingToken), Listen(stoppingToken)) : Task.CompletedTask;

    private void Pass(JobChange change)
    {
        foreach (Channel<JobChange> watcher in _watchers.Keys)
        {
            watcher.Writer.TryWrite(change);
        }
    }

    private async Task Send(CancellationToken stopping)
    {
        HashSet<JobChange> gathered = [];
        await foreach (JobChange first in _toOthers.Reader.ReadAllAsync(stopping))
        {
            await Task.Delay(Gathering, clock, stopping);
            gathered.Add(first);
            while (gathered.Count < MostAtOnce && _toOthers.Reader.TryRead(out JobChange? change))
            {
                gathered.Add(change);
            }

            try
            {
                await database.Notify(Topic, string.Join(' ', gathered.Select(c => $"{c.JobId}/{c.OrganisationId}")), stopping);
            }
            catch (DbException)
            {
                // Others look by themselves.
            }

            gathered.Clear();
        }
    }

    private async Task Listen(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await database.Listen(Topic, Receive, stopping);
            }
            catch (DbException)
            {
                await Task.Delay(Pause, clock, stopping);
            }
        }
    }

    private void Receive(string payload)
    {
        foreach (string[] change in payload.Split(' ').Select(c => c.Split('/')).Where(c => c.Length == 2))
        {
            Pass(new JobChange(change[0], change[1]));
        }
    }
}
