using System.Data.Common;
using System.Diagnostics;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Fleet.Cluster;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Results;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hindcast.Fleet.Jobs;

/// <summary>
/// The workers of a silo: as many as it has slots, each with one assessment at a time, by the engine of the command line.
/// A job that the silo is told to leave, or loses, is stopped and leaves nothing behind.
/// </summary>
public sealed partial class JobWorkers(
    JobStore queue, JobSignal signal, UploadStore uploads, IEvidenceStore store, AssessmentStore results, LoadedPacks packs, IGrainFactory grains,
    FleetMetrics metrics, FleetOptions options, TimeProvider clock, ILogger<JobWorkers> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>What an archive does that is made to exhaust its readers.</summary>
    private static readonly string[] BombSigns = ["HC1033", "HC1034", "HC1035", "HC1037"];

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Slots).Select(_ => Task.Run(() => Work(stoppingToken), stoppingToken)));

    private async Task Work(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await queue.Lease(stopping) is { } job)
                {
                    await Run(job, stopping);
                }
                else
                {
                    await signal.Wait(Look, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (DbException failure)
            {
                // The database is away. The lease of a job in hand runs out; another attempt does it again.
                DatabaseAway(log, failure);
                await Task.Delay(Look, clock, stopping);
            }
        }
    }

    private async Task Run(Job job, CancellationToken stopping)
    {
        using Activity? trace = FleetMetrics.Traces.StartActivity("assess");
        trace?.SetTag("hindcast.job", job.Id).SetTag("hindcast.attempt", job.Attempt);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using CancellationTokenSource beat = new();
        ReadProgress progress = new();
        Task renewing = Renew(job, progress, stop, beat.Token);
        long started = clock.GetTimestamp();
        try
        {
            IReadOnlyList<Upload> evidence = await uploads.EvidenceOf(job.ServerId, stop.Token);
            if (evidence.Count == 0)
            {
                await queue.Fail(job, "the server has no evidence", stop.Token);
                return;
            }

            using EvidenceFiles files = await store.Fetch(evidence, stop.Token);
            AssessRun run = await Task.Factory.StartNew(
                () => Assess(files.Paths, progress, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            bool stored = await results.Store(job, run.Assessment, files.Paths, run.BytesRead, session => SetBombsApart(session, evidence, run.Assessment), stop.Token);
            metrics.Finished(stored, clock.GetElapsedTime(started), run.BytesRead);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await queue.GiveBack(job, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            LeaseLost(log, job.Id, job.Attempt);
        }
#pragma warning disable CA1031 // Whatever an assessment dies of must not end the silo; the job tells it.
        catch (Exception failure) when (failure is not DbException)
#pragma warning restore CA1031
        {
            JobFailed(log, failure, job.Id);
            metrics.Failed();
            await queue.Fail(job, failure is IOException or UnauthorizedAccessException ? "evidence or result could not be read or written" : "the assessment failed; the log of the silo says how", stop.Token);
        }
        finally
        {
            await beat.CancelAsync();
            await renewing;
        }
    }

    private AssessRun Assess(IReadOnlyList<string> paths, ReadProgress progress, CancellationToken cancellation)
    {
        AssessOptions what = new() { Evidence = paths, PackFolder = options.PackFolder, Threads = options.Threads, Tool = options.Tool };
        return Assessor.Run(what, packs.For(what, cancellation), progress, cancellation);
    }

    /// <summary>Keeps the lease while the job runs; stops the job when the lease is lost.</summary>
    private async Task Renew(Job job, ReadProgress progress, CancellationTokenSource run, CancellationToken ended)
    {
        IServerGrain server = grains.GetGrain<IServerGrain>(job.ServerId);
        long renewed = clock.GetTimestamp();
        while (true)
        {
            try
            {
                // Who watches sees it move; the database is asked less often.
                await Task.Delay(Beat, clock, ended);
                server.Report(new JobProgress(job.Id, job.Attempt, progress.DoneBytes, progress.TotalBytes)).Ignore();
                queue.Changed(job);
                if (clock.GetElapsedTime(renewed) < options.Lease / 4)
                {
                    continue;
                }

                if (!await queue.Renew(job, progress.DoneBytes, progress.TotalBytes, ended))
                {
                    await run.CancelAsync();
                    return;
                }

                renewed = clock.GetTimestamp();
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (DbException) when (clock.GetElapsedTime(renewed) < options.Lease)
            {
                // May answer again before the lease runs out.
            }
            catch (DbException)
            {
                await run.CancelAsync();
                return;
            }
        }
    }

    /// <summary>Together with the result: a silo that dies between the two must leave neither.</summary>
    private static async Task SetBombsApart(FleetSession session, IReadOnlyList<Upload> evidence, Assessment assessment)
    {
        foreach (Diagnostic sign in assessment.Diagnostics.Where(d => BombSigns.Contains(d.Code)))
        {
            foreach (Upload upload in evidence.Where(e => sign.Location.File.Split("!/")[0] == e.Name))
            {
                await UploadStore.Quarantine(session, upload.Id, $"{sign.Code}: {sign.Descriptor.Title}");
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; trying again")]
    private static partial void DatabaseAway(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} is no longer ours: attempt {Attempt} left it")]
    private static partial void LeaseLost(ILogger logger, string job, long attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed")]
    private static partial void JobFailed(ILogger logger, Exception failure, string job);
}
