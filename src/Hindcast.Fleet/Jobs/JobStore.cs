using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Organisations;

namespace Hindcast.Fleet.Jobs;

/// <summary>
/// The queue of assessments, in the database. A silo leases a job and keeps the lease alive while it works; when it falls
/// silent the lease runs out and another silo takes the job. Every lease raises the attempt, and a result is taken only from
/// the attempt that holds the job, so that a job is finished once. Thread-safe.
/// </summary>
public sealed class JobStore(FleetDatabase database, FleetOptions options, JobFeed feed, TimeProvider clock)
{
    /// <summary>After so many attempts that ended with their silo, a job is given up: its evidence may be what kills them.</summary>
    public const int MaxAttempts = 3;

    private const string Held = "id = @id AND state = 'running' AND worker = @worker AND attempt = @attempt";

    private const string Columns =
        "j.id, j.server_id, j.organisation_id, j.batch_id, j.state, j.attempt, j.worker, j.created, j.started, j.finished, j.done_bytes, j.total_bytes, j.error";

    /// <summary>Queues a server's evidence; a job that waits already serves.</summary>
    /// <returns>Id of the job.</returns>
    public async Task<string> Enqueue(string serverId, string organisationId, CancellationToken cancellation)
    {
        string id = Identifiers.Next(clock);
        string waiting = await database.Write(
            async session =>
            {
                await session.Execute(
                    """
                    INSERT INTO jobs (id, server_id, organisation_id, state, attempt, worker, lease_until, created, done_bytes, total_bytes, error)
                    VALUES (@id, @server, @organisation, 'queued', 0, '', 0, @created, 0, 0, '') ON CONFLICT DO NOTHING
                    """,
                    ("id", id), ("server", serverId), ("organisation", organisationId), ("created", Identifiers.Now(clock)));
                return (await session.First("SELECT id FROM jobs WHERE server_id = @server AND state = 'queued'", r => r.Text(0), ("server", serverId)))!;
            },
            cancellation);
        feed.Tell(new JobChange(waiting, organisationId));
        return waiting;
    }

    /// <summary>Queues every server that the caller is granted and that has evidence.</summary>
    /// <returns>Id of the batch and its number of jobs.</returns>
    public async Task<(string Id, long Jobs)> EnqueueAll(Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string batch = Identifiers.Next(clock);
        long now = Identifiers.Now(clock);
        (string, long) queued = await database.Write(
            async session =>
            {
                // Ids of a batch are the batch's with another end: 30,000 rows in one statement.
                long jobs = await session.Execute(
                    $"""
                    INSERT INTO jobs (id, server_id, organisation_id, batch_id, state, attempt, worker, lease_until, created, done_bytes, total_bytes, error)
                    SELECT substr(@batch, 1, 12) || substr(v.id, 13), v.id, v.organisation_id, @batch, 'queued', 0, '', 0, @now, 0, 0, ''
                    FROM servers v WHERE {Visibility.Of(caller, "v.organisation_id")}
                        AND EXISTS (SELECT 1 FROM uploads u WHERE u.server_id = v.id AND u.state = 'whole')
                    ON CONFLICT DO NOTHING
                    """,
                    ("batch", batch), ("now", now), ("caller", caller.AccountId));
                await session.Execute(
                    "INSERT INTO batches (id, account_id, created, jobs) VALUES (@id, @account, @now, @jobs)",
                    ("id", batch), ("account", caller.AccountId), ("now", now), ("jobs", jobs));
                return (batch, jobs);
            },
            cancellation);
        feed.Tell(JobChange.Many);
        return queued;
    }

    /// <summary>A job, or null.</summary>
    public Task<Job?> Find(string id, CancellationToken cancellation) =>
        database.Read(
            s => s.First($"SELECT {Columns}, a.id FROM jobs j LEFT JOIN assessments a ON a.job_id = j.id WHERE j.id = @id", Row, ("id", id)), cancellation);

    /// <summary>Jobs that the caller is granted, newest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="state">Only those of this state.</param>
    /// <param name="serverId">Only those of this server.</param>
    /// <param name="before">Only those before this id, or null.</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellation">Ends the query.</param>
    public Task<IReadOnlyList<Job>> List(
        Caller caller, JobState? state, string? serverId, string? before, int limit, CancellationToken cancellation)
    {
        List<string> conditions = [Visibility.Of(caller, "j.organisation_id")];
        List<(string, object?)> values = [("caller", caller.AccountId), ("limit", (long)limit)];
        if (state is { } wanted)
        {
            conditions.Add("j.state = @state");
            values.Add(("state", Word(wanted)));
        }

        if (serverId is not null)
        {
            conditions.Add("j.server_id = @server");
            values.Add(("server", serverId));
        }

        if (before is not null)
        {
            conditions.Add("j.id < @before");
            values.Add(("before", before));
        }

        return database.Read(
            s => s.Rows(
                $"""
                SELECT {Columns}, a.id FROM jobs j LEFT JOIN assessments a ON a.job_id = j.id
                WHERE {string.Join(" AND ", conditions)} ORDER BY j.id DESC LIMIT @limit
                """,
                Row, [.. values]),
            cancellation);
    }

    /// <summary>How many jobs the caller's organisations have of each state.</summary>
    public async Task<IReadOnlyDictionary<JobState, long>> Counts(Caller caller, string? batchId, CancellationToken cancellation) =>
        (await database.Read(
            s => s.Rows(
                $"""
                SELECT j.state, COUNT(*) FROM jobs j
                WHERE {Visibility.Of(caller, "j.organisation_id")} {(batchId is null ? "" : "AND j.batch_id = @batch")} GROUP BY j.state
                """,
                r => (State(r.Text(0)), r.Number(1)),
                [("caller", caller.AccountId), .. batchId is null ? [] : new (string, object?)[] { ("batch", batchId) }]),
            cancellation)).ToDictionary(c => c.Item1, c => c.Item2);

    /// <summary>Takes the oldest job that waits, or whose silo fell silent; null when there is none.</summary>
    internal async Task<Job?> Lease(CancellationToken cancellation)
    {
        long now = Identifiers.Now(clock);
        Job? leased = await database.Write(
            async session =>
            {
                await session.Execute(
                    """
                    UPDATE jobs SET state = 'failed', finished = @now, error = 'given up: its silo ended in every attempt'
                    WHERE state = 'running' AND lease_until < @now AND attempt >= @most
                    """,
                    ("now", now), ("most", (long)MaxAttempts));
                Task<Job?> Oldest(string condition) => session.First(
                    $"SELECT {Columns}, NULL FROM jobs j WHERE {condition} ORDER BY j.id LIMIT 1 {database.SkipLocked}", Row, ("now", now));
                Job? found = await Oldest("j.state = 'running' AND j.lease_until < @now") ?? await Oldest("j.state = 'queued' AND @now = @now");
                if (found is null)
                {
                    return null;
                }

                await session.Execute(
                    """
                    UPDATE jobs SET state = 'running', attempt = attempt + 1, worker = @worker, lease_until = @until, started = @now, done_bytes = 0
                    WHERE id = @id
                    """,
                    ("worker", options.Silo), ("until", now + Milliseconds()), ("now", now), ("id", found.Id));
                return found with { State = JobState.Running, Attempt = found.Attempt + 1, Worker = options.Silo };
            },
            cancellation);
        if (leased is not null)
        {
            Changed(leased);
        }

        return leased;
    }

    /// <summary>Keeps a lease alive and tells progress; false when the job is no longer this attempt's.</summary>
    internal async Task<bool> Renew(Job job, long doneBytes, long totalBytes, CancellationToken cancellation) =>
        await database.Write(
            s => s.Execute(
                $"UPDATE jobs SET lease_until = @until, done_bytes = @done, total_bytes = @total WHERE {Held}",
                [("until", Identifiers.Now(clock) + Milliseconds()), ("done", doneBytes), ("total", totalBytes), .. Holder(job)]),
            cancellation) == 1;

    /// <summary>Gives a job up for good.</summary>
    internal async Task Fail(Job job, string error, CancellationToken cancellation)
    {
        await database.Write(
            s => s.Execute(
                $"UPDATE jobs SET state = 'failed', finished = @now, error = @error WHERE {Held}",
                [("now", Identifiers.Now(clock)), ("error", error), .. Holder(job)]),
            cancellation);
        Changed(job);
    }

    /// <summary>Tells whoever watches that a job is not as it was.</summary>
    internal void Changed(Job job) => feed.Tell(new JobChange(job.Id, job.OrganisationId));

    /// <summary>Gives a job back, for a silo that is told to stop.</summary>
    internal Task<int> GiveBack(Job job, CancellationToken cancellation) =>
        database.Write(s => s.Execute($"UPDATE jobs SET lease_until = 0, attempt = attempt - 1 WHERE {Held}", Holder(job)), cancellation);

    /// <summary>Ends the leases of a silo that is dead.</summary>
    internal Task<int> Free(string worker, CancellationToken cancellation) =>
        database.Write(
            s => s.Execute("UPDATE jobs SET lease_until = 0 WHERE state = 'running' AND worker = @worker", ("worker", worker)), cancellation);

    /// <summary>Closes a job within a transaction that stores its result; false when it is no longer this attempt's.</summary>
    internal async Task<bool> Close(FleetSession session, Job job, long bytes) =>
        await session.Execute(
            $"UPDATE jobs SET state = 'done', finished = @now, done_bytes = @bytes, total_bytes = @bytes WHERE {Held}",
            [("now", Identifiers.Now(clock)), ("bytes", bytes), .. Holder(job)]) == 1;

    private static (string, object?)[] Holder(Job job) => [("id", job.Id), ("worker", job.Worker), ("attempt", job.Attempt)];

    private long Milliseconds() => (long)options.Lease.TotalMilliseconds;

    private static string Word(JobState state) => state.ToString().ToLowerInvariant();

    private static JobState State(string word) => Enum.Parse<JobState>(word, ignoreCase: true);

    private static Job Row(FleetRow row) => new()
    {
        Id = row.Text(0),
        ServerId = row.Text(1),
        OrganisationId = row.Text(2),
        BatchId = row.TextOrNull(3),
        State = State(row.Text(4)),
        Attempt = row.Number(5),
        Worker = row.Text(6),
        Created = row.Time(7),
        Started = row.TimeOrNull(8),
        Finished = row.TimeOrNull(9),
        DoneBytes = row.Number(10),
        TotalBytes = row.Number(11),
        Error = row.Text(12),
        AssessmentId = row.TextOrNull(13),
    };
}
