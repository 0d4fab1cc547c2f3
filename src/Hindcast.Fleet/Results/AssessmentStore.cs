using System.Security.Cryptography;
using System.Text.Json;
using Hindcast.Engine.Cases;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Reports.Json;

namespace Hindcast.Fleet.Results;

/// <summary>
/// Results: a case folder for each assessment, as <c>hindcast assess --out</c> writes it, and the facts in the database.
/// Thread-safe.
/// </summary>
public sealed class AssessmentStore(FleetDatabase database, IEvidenceStore store, JobStore queue, FleetOptions options, TimeProvider clock)
{
    /// <summary>Rows of one statement: a row at a time takes a round trip each.</summary>
    private const int TermsAtOnce = 50;

    private const string Columns = "id, server_id, organisation_id, created, outcome, headline, incomplete, packs, sha256, length_bytes";

    /// <summary>Stores the result of a job and closes it, both or neither.</summary>
    /// <param name="job">The job.</param>
    /// <param name="assessment">Its result.</param>
    /// <param name="evidence">The files that were read.</param>
    /// <param name="bytes">Bytes of evidence that were read.</param>
    /// <param name="along">What else is written then, or not at all.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>False when the job was given to another silo in the meantime; nothing is kept then.</returns>
    public async Task<bool> Store(
        Job job, Assessment assessment, IReadOnlyList<string> evidence, long bytes, Func<FleetSession, Task> along, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        ResultPlace place = new(job.OrganisationId, job.ServerId, Identifiers.Next(clock));
        string folder = store.BeginResult(place);
        bool stored = false;
        try
        {
            CaseFolder.Write(folder, assessment, evidence, database: options.CaseDatabases);
            FileInfo file = new(Path.Combine(folder, CaseFolder.AssessmentFile));
            long length = file.Length;
            string sha256;
            await using (FileStream stream = file.OpenRead())
            {
                sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
            }

            await store.KeepResult(place, cancellation);
            return stored = await Record(job, place.AssessmentId, AssessmentFacts.Of(assessment), sha256, length, bytes, along, cancellation);
        }
        finally
        {
            if (!stored)
            {
                await store.DiscardResult(place);
            }
        }
    }

    /// <summary>Closes a job and stores what the database keeps of its result; false when the job is no longer this attempt's.</summary>
    internal async Task<bool> Record(
        Job job, string id, AssessmentFacts facts, string sha256, long lengthBytes, long bytesRead, Func<FleetSession, Task> along, CancellationToken cancellation)
    {
        bool recorded = await database.Write(
            async session =>
            {
                if (!await queue.Close(session, job, bytesRead))
                {
                    return false;
                }

                await Insert(session, job, id, facts, sha256, lengthBytes);
                await along(session);
                return true;
            },
            cancellation);
        queue.Changed(job);
        return recorded;
    }

    /// <summary>An assessment, or null.</summary>
    public Task<AssessmentRow?> Find(string id, CancellationToken cancellation) =>
        database.Read(s => s.First($"SELECT {Columns} FROM assessments WHERE id = @id", Row, ("id", id)), cancellation);

    /// <summary>The assessments of a server, newest first.</summary>
    public Task<IReadOnlyList<AssessmentRow>> Of(string serverId, CancellationToken cancellation) =>
        database.Read(
            s => s.Rows($"SELECT {Columns} FROM assessments WHERE server_id = @server ORDER BY id DESC LIMIT 100", Row, ("server", serverId)), cancellation);

    /// <summary>A file of an assessment's case folder; null when it has none of this name.</summary>
    public Task<Stream?> Open(AssessmentRow assessment, string name, CancellationToken cancellation) => store.OpenResult(Place(assessment), name, cancellation);

    /// <summary>Copies a file of an assessment's case folder to another folder.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read or written.</exception>
    public async Task Copy(AssessmentRow assessment, string name, string folder, CancellationToken cancellation)
    {
        await using Stream source = await Open(assessment, name, cancellation) ?? throw new FileNotFoundException("the result is not in the store");
        await using FileStream target = File.Create(Path.Combine(folder, name));
        await source.CopyToAsync(target, cancellation);
    }

    /// <summary>An assessment whole.</summary>
    /// <exception cref="IOException">Its file cannot be read.</exception>
    /// <exception cref="JsonException">Its file is no assessment.</exception>
    public async Task<Assessment> Read(AssessmentRow assessment, CancellationToken cancellation)
    {
        await using MemoryStream content = new(await Bytes(assessment, CaseFolder.AssessmentFile, cancellation) ?? throw new FileNotFoundException("the result is not in the store"));
        return AssessmentJson.Read(content);
    }

    /// <summary>What the assessment remembers of being shared; begun when it is shared for the first time.</summary>
    /// <exception cref="IOException">Its files cannot be read or written.</exception>
    /// <exception cref="JsonException">What it remembers cannot be read.</exception>
    public async Task<CaseSharing> Sharing(AssessmentRow assessment, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        (CaseSharing sharing, byte[]? changed) = CaseSharing.Open(await Bytes(assessment, CaseSharing.FileName, cancellation), assessment.Sha256, clock);
        if (changed is not null)
        {
            await store.WriteResult(Place(assessment), CaseSharing.FileName, changed, cancellation);
        }

        return sharing;
    }

    private async Task<byte[]?> Bytes(AssessmentRow assessment, string name, CancellationToken cancellation)
    {
        await using Stream? file = await Open(assessment, name, cancellation);
        if (file is null)
        {
            return null;
        }

        using MemoryStream content = new();
        await file.CopyToAsync(content, cancellation);
        return content.ToArray();
    }

    private static ResultPlace Place(AssessmentRow assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return new ResultPlace(assessment.OrganisationId, assessment.ServerId, assessment.Id);
    }

    private async Task Insert(FleetSession session, Job job, string id, AssessmentFacts facts, string sha256, long length)
    {
        (string, object?)[] common =
        [
            ("id", id), ("server", job.ServerId), ("organisation", job.OrganisationId), ("now", Identifiers.Now(clock)),
            ("outcome", (long)facts.Outcome), ("headline", facts.Headline), ("incomplete", facts.Incomplete ? 1L : 0L), ("packs", facts.Packs),
        ];
        await session.Execute(
            """
            INSERT INTO assessments (id, job_id, server_id, organisation_id, created, outcome, headline, incomplete, packs, sha256, length_bytes)
            VALUES (@id, @job, @server, @organisation, @now, @outcome, @headline, @incomplete, @packs, @sha, @length)
            """,
            [.. common, ("job", job.Id), ("sha", sha256), ("length", length)]);
        await session.Execute(
            """
            UPDATE servers SET assessment_id = @id, assessed = @now, outcome = @outcome, headline = @headline, incomplete = @incomplete,
                packs = @packs, first_sign = CAST(@first AS BIGINT), first_reached = CAST(@reached AS BIGINT),
                first_success = CAST(@success AS BIGINT), last_sign = CAST(@last AS BIGINT)
            WHERE id = @server
            """,
            [.. common, ("first", facts.FirstSign), ("reached", facts.FirstReached), ("success", facts.FirstSuccess), ("last", facts.LastSign)]);
        await session.Execute("DELETE FROM terms WHERE server_id = @server", ("server", job.ServerId));
        await session.Execute("DELETE FROM exposures WHERE server_id = @server", ("server", job.ServerId));
        foreach (Term[] terms in facts.Terms.Chunk(TermsAtOnce))
        {
            List<(string, object?)> values = [("server", job.ServerId), ("organisation", job.OrganisationId)];
            foreach ((int i, Term term) in terms.Index())
            {
                values.AddRange([($"k{i}", term.Kind), ($"v{i}", term.Value), ($"a{i}", term.Actor ? 1L : 0L), ($"f{i}", term.First), ($"l{i}", term.Last), ($"h{i}", term.Hands)]);
            }

            await session.Execute(
                $"""
                INSERT INTO terms (server_id, organisation_id, kind, value, actor, first_seen, last_seen, hands) VALUES
                {string.Join(", ", terms.Select((_, i) => $"(@server, @organisation, @k{i}, @v{i}, @a{i}, CAST(@f{i} AS BIGINT), CAST(@l{i} AS BIGINT), @h{i})"))}
                """,
                [.. values]);
        }

        await UnusualRows.Replace(session, job.ServerId, job.OrganisationId, facts);
        foreach (ExposureSpan span in facts.Exposures)
        {
            await session.Execute(
                """
                INSERT INTO exposures (server_id, organisation_id, vulnerability, open_from, open_to, fixed_from)
                VALUES (@server, @organisation, @vulnerability, @from, @to, CAST(@fixed AS BIGINT))
                """,
                ("server", job.ServerId), ("organisation", job.OrganisationId), ("vulnerability", span.Vulnerability),
                ("from", span.OpenFrom), ("to", span.OpenTo), ("fixed", span.FixedFrom));
        }
    }

    private static AssessmentRow Row(FleetRow row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Time(3), (Outcome)row.Number(4), row.Text(5), row.Flag(6), row.Text(7), row.Text(8), row.Number(9));
}
