using System.Net.ServerSentEvents;
using Hindcast.Fleet.Cluster;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Web.Security;

namespace Hindcast.Web.Api;

/// <summary>Assessments as work: queue, state, everything again.</summary>
internal static class JobApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/servers/{server}/jobs", Enqueue).Needs(AccessNeed.Upload, "assessment.queue");
        api.MapGet("/servers/{server}/jobs", ListOf).Needs(AccessNeed.Read);
        api.MapGet("/jobs", List).Needs(AccessNeed.Read);
        api.MapGet("/jobs/{job}", Get).Needs(AccessNeed.Read);
        api.MapGet("/jobs/live", LiveQueue).Needs(AccessNeed.Read);
        api.MapGet("/jobs/{job}/live", LiveJob).Needs(AccessNeed.Read);
        api.MapPost("/reassessments", EnqueueAll).Needs(AccessNeed.Analyse, "assessment.queue-all");
        api.MapGet("/reassessments/{batch}", Batch).Needs(AccessNeed.Analyse);
    }

    private static async Task<IResult> Enqueue(string server, ServerStore servers, IGrainFactory grains, CancellationToken cancellation)
    {
        ServerRow found = (await servers.Find(server, cancellation))!;
        string id = await grains.GetGrain<IServerGrain>(server).Assess(found.OrganisationId);
        return TypedResults.Accepted($"/api/v1/jobs/{id}", new Named(id));
    }

    private static Task<Page<Job>> ListOf(
        string server, HttpContext context, JobStore jobs, EnumWord<JobState>? state, string? after, int? limit, CancellationToken cancellation) =>
        Jobs(context, jobs, state, server, after, limit, cancellation);

    private static Task<Page<Job>> List(
        HttpContext context, JobStore jobs, EnumWord<JobState>? state, string? after, int? limit, CancellationToken cancellation) =>
        Jobs(context, jobs, state, null, after, limit, cancellation);

    private static async Task<Page<Job>> Jobs(
        HttpContext context, JobStore jobs, EnumWord<JobState>? state, string? server, string? after, int? limit, CancellationToken cancellation)
    {
        int most = PageLimit.Of(limit);
        return Page<Job>.Of(await jobs.List(context.Caller(), state?.Value, server, after, most, cancellation), most, j => j.Id);
    }

    private static Task<Job?> Get(string job, JobStore jobs, IGrainFactory grains, CancellationToken cancellation) => Now(job, jobs, grains, cancellation);

    /// <summary>A job with how far it is at this moment; null when there is none.</summary>
    internal static async Task<Job?> Now(string job, JobStore jobs, IGrainFactory grains, CancellationToken cancellation)
    {
        Job? found = await jobs.Find(job, cancellation);
        return found is { State: JobState.Running } && await grains.GetGrain<IServerGrain>(found.ServerId).Progress() is { } progress
            && progress.JobId == job && progress.Attempt == found.Attempt
            ? found with { DoneBytes = progress.DoneBytes, TotalBytes = progress.TotalBytes }
            : found;
    }

    /// <summary>The job as it is, and again whenever it changes, until it is over.</summary>
    private static IResult LiveJob(string job, HttpContext context, LiveJobs live) => Push(context, live, live.Job(context, job));

    /// <summary>How many jobs there are of each state, and again whenever that changes; with a batch those of the batch.</summary>
    private static IResult LiveQueue(HttpContext context, LiveJobs live, string? batch) => Push(context, live, live.Queue(context, batch));

    private static IResult Push<T>(HttpContext context, LiveJobs live, IAsyncEnumerable<SseItem<T>> events)
    {
        if (live.Admit(context) is not { } admitted)
        {
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        context.Response.RegisterForDispose(admitted);

        // A proxy that gathers answers would hold them back.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(events);
    }

    private static async Task<IResult> EnqueueAll(HttpContext context, JobStore jobs, JobSignal signal, CancellationToken cancellation)
    {
        (string id, long count) = await jobs.EnqueueAll(context.Caller(), cancellation);
        signal.Queued();
        return TypedResults.Accepted($"/api/v1/reassessments/{id}", new Batches(id, count));
    }

    /// <summary>Counts are those of the caller's own organisations, whoever began the batch.</summary>
    private static async Task<IReadOnlyDictionary<JobState, long>> Batch(string batch, HttpContext context, JobStore jobs, CancellationToken cancellation) =>
        await jobs.Counts(context.Caller(), batch, cancellation);

    /// <summary>What was queued.</summary>
    internal sealed record Batches(string Id, long Jobs);
}
