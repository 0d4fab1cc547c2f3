using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Accounts;

/// <summary>
/// The log of who saw and changed what. Entries are added before the thing is done, so that nothing is seen without one;
/// no part of the program changes or removes them. Thread-safe.
/// </summary>
public sealed class AuditLog(FleetDatabase database, TimeProvider clock)
{
    /// <summary>Longest text of a subject; the rest is cut.</summary>
    private const int MaxSubject = 500;

    /// <summary>Adds an entry.</summary>
    public Task Add(Caller? caller, string action, string organisationId, string subject, string address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return database.Write(
            s => s.Execute(
                """
                INSERT INTO audit (at, account_id, account_name, action, organisation_id, subject, address)
                VALUES (@at, @account, @name, @action, @organisation, @subject, @address)
                """,
                ("at", Identifiers.Now(clock)), ("account", caller?.AccountId ?? ""), ("name", caller?.Name ?? ""), ("action", action),
                ("organisation", organisationId), ("subject", subject.Length > MaxSubject ? subject[..MaxSubject] : subject), ("address", address)),
            cancellation);
    }

    /// <summary>Entries before a number, newest first.</summary>
    /// <param name="before">Number of the last entry that was shown; <see cref="long.MaxValue"/> to begin.</param>
    /// <param name="organisationId">Only those of an organisation, or null.</param>
    /// <param name="limit">Most entries.</param>
    /// <param name="cancellation">Ends the query.</param>
    public Task<IReadOnlyList<AuditEntry>> List(long before, string? organisationId, int limit, CancellationToken cancellation) =>
        database.Read(
            s => s.Rows(
                $"""
                SELECT number, at, account_name, action, organisation_id, subject, address FROM audit
                WHERE number < @before {(organisationId is null ? "" : "AND organisation_id = @organisation")}
                ORDER BY number DESC LIMIT @limit
                """,
                row => new AuditEntry(row.Number(0), row.Time(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6)),
                [("before", before), ("limit", (long)limit), .. organisationId is null ? [] : new (string, object?)[] { ("organisation", organisationId) }]),
            cancellation);
}
