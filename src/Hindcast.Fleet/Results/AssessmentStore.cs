using System.Security.Cryptography;
using Hindcast.Engine.Cases;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;

namespace Hindcast.Fleet.Results;

/// <summary>
/// Results: a case folder for each assessment, as <c>hindcast assess --out</c> writes it, and the facts in the database.
/// Thread-safe.
/// </summary>
public sealed class AssessmentStore(FleetDatabase database, EvidenceVault vault, JobStore queue, TimeProvider clock)
{
    /// <summary>Rows of one statement: a row at a time takes a round trip each.</summary>
    private const int TermsAtOnce = 50;

    private const string Columns = "id, server_id, organisation_id, created, outcome, headline, incomplete, packs, sha256, length_bytes";

    /// <summary>Stores the result of a job and closes it, both or neither.</summary>
    /// <returns>False when the job was given to another silo in the meantime; nothing is kept then.</returns>
    public async Task<bool> Store(
        Job job, Assessment assessment, IReadOnlyList<string> evidence, long bytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        string id = Identifiers.Next(clock), folder = vault.Result(job.OrganisationId, job.ServerId, id);
        EvidenceVault.Make(folder);
        CaseFolder.Write(folder, assessment, evidence);
        FileInfo file = new(Path.Combine(folder, CaseFolder.AssessmentFile));
        string sha256;
        await using (FileStream stream = file.OpenRead())
        {
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        }

        bool stored = false;
        try
        {
            return stored = await Record(job, id, AssessmentFacts.Of(assessment), sha256, file.Length, bytes, cancellation);
        }
        finally
        {
            if (!stored)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Closes a job and stores what the database keeps of its result; false when the job is no longer this attempt's.</summary>
    internal Task<bool> Record(
        Job job, string id, AssessmentFacts facts, string sha256, long lengthBytes, long bytesRead, CancellationToken cancellation) =>
        database.Write(
            async session =>
            {
                if (!await queue.Close(session, job, bytesRead))
                {
                    return false;
                }

                await Insert(session, job, id, facts, sha256, lengthBytes);
                return true;
            },
            cancellation);

    /// <summary>An assessment, or null.</summary>
    public Task<AssessmentRow?> Find(string id, CancellationToken cancellation) =>
        database.Read(s => s.First($"SELECT {Columns} FROM assessments WHERE id = @id", Row, ("id", id)), cancellation);

    /// <summary>The assessments of a server, newest first.</summary>
    public Task<IReadOnlyList<AssessmentRow>> Of(string serverId, CancellationToken cancellation) =>
        database.Read(
            s => s.Rows($"SELECT {Columns} FROM assessments WHERE server_id = @server ORDER BY id DESC LIMIT 100", Row, ("server", serverId)), cancellation);

    /// <summary>The case folder of an assessment.</summary>
    public string Folder(AssessmentRow assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return vault.Result(assessment.OrganisationId, assessment.ServerId, assessment.Id);
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
                values.AddRange([($"k{i}", term.Kind), ($"v{i}", term.Value), ($"a{i}", term.Actor ? 1L : 0L), ($"f{i}", term.First), ($"l{i}", term.Last)]);
            }

            await session.Execute(
                $"""
                INSERT INTO terms (server_id, organisation_id, kind, value, actor, first_seen, last_seen) VALUES
                {string.Join(", ", terms.Select((_, i) => $"(@server, @organisation, @k{i}, @v{i}, @a{i}, CAST(@f{i} AS BIGINT), CAST(@l{i} AS BIGINT))"))}
                """,
                [.. values]);
        }

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
