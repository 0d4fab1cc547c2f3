using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Organisations;

namespace Hindcast.Fleet.Retention;

/// <summary>
/// Ends the life of evidence: that of an organisation which leaves, and what is older than its organisation keeps. Results
/// stay until the organisation goes. Rows go first, so that nothing points to a file that is gone. Thread-safe.
/// </summary>
public sealed class RetentionRun(
    FleetDatabase database, IEvidenceStore store, OrganisationStore organisations, UploadStore uploads, TimeProvider clock)
{
    private const long DayMilliseconds = 86_400_000;
    private const long AbandonedMilliseconds = 7 * DayMilliseconds;

    /// <summary>Deletes an organisation with its evidence and results; the audit log stays.</summary>
    public async Task DeleteOrganisation(string organisationId, CancellationToken cancellation)
    {
        IReadOnlyList<string> incoming = await database.Read(
            s => s.Rows("SELECT id FROM uploads WHERE organisation_id = @id AND state = 'incoming'", r => r.Text(0), ("id", organisationId)), cancellation);
        await organisations.Delete(organisationId, cancellation);
        await store.DeleteOrganisation(organisationId, cancellation);
        foreach (string upload in incoming)
        {
            await store.DeleteIncoming(upload, cancellation);
        }
    }

    /// <summary>Deletes evidence of an organisation whose time is over, and its uploads that nobody completed within seven days.</summary>
    /// <returns>How many files were deleted.</returns>
    public async Task<int> DeleteExpired(string organisationId, CancellationToken cancellation)
    {
        long now = Identifiers.Now(clock);
        IReadOnlyList<string> expired = await database.Read(
            s => s.Rows(
                """
                SELECT u.id FROM uploads u JOIN organisations o ON o.id = u.organisation_id
                WHERE o.id = @organisation AND ((o.retention_days > 0 AND u.created < @now - o.retention_days * @day)
                    OR (u.state = 'incoming' AND u.created < @now - @abandoned))
                """,
                r => r.Text(0), ("organisation", organisationId), ("now", now), ("day", DayMilliseconds), ("abandoned", AbandonedMilliseconds)),
            cancellation);
        foreach (string upload in expired)
        {
            await uploads.Delete(upload, cancellation);
        }

        return expired.Count;
    }
}
