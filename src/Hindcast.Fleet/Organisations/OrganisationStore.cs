using Hindcast.Evidence;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Organisations;

/// <summary>Organisations. Thread-safe.</summary>
public sealed class OrganisationStore(FleetDatabase database, TimeProvider clock)
{
    /// <summary>Most bytes of evidence of an organisation, unless set otherwise: 1 TiB.</summary>
    public const long DefaultQuotaBytes = 1L << 40;

    private const string Columns = "o.id, o.name, o.sector, o.country, o.retention_days, o.quota_bytes, o.created";

    /// <summary>Tables with rows of an organisation, those that refer to others first.</summary>
    private static readonly string[] OwnTables = ["unusual_things", "usual_things", "terms", "exposures", "assessments", "jobs", "uploads", "servers", "grants"];

    /// <summary>True for a name of an organisation or server: 1 to 120 characters, none of them a control.</summary>
    public static bool IsName(string? name) =>
        name is { Length: >= 1 and <= 120 } && name.Trim().Length == name.Length && !name.Any(c => char.IsControl(c) || char.IsSurrogate(c));

    /// <summary>True for a sector or a country code, or "".</summary>
    public static bool IsWord(string? word) => word is { Length: <= 40 } && word.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '&');

    /// <summary>Adds an organisation; null when the name is taken.</summary>
    /// <exception cref="ArgumentException">A value has not the form that is wanted.</exception>
    public Task<string?> Create(
        string name, string sector, string country, long retentionDays, long quotaBytes, CancellationToken cancellation)
    {
        if (!IsName(name) || !IsWord(sector) || !IsWord(country) || retentionDays is < 0 or > 36_500 || quotaBytes < 0)
        {
            throw new ArgumentException("an organisation has a name, a sector, a country, days of retention and a quota");
        }

        string id = Identifiers.Next(clock);
        return database.Write<string?>(
            async s => await s.Execute(
                """
                INSERT INTO organisations (id, name, sector, country, retention_days, quota_bytes, created)
                VALUES (@id, @name, @sector, @country, @retention, @quota, @created) ON CONFLICT DO NOTHING
                """,
                ("id", id), ("name", name), ("sector", sector), ("country", country), ("retention", retentionDays),
                ("quota", quotaBytes), ("created", Identifiers.Now(clock))) == 1 ? id : null,
            cancellation);
    }

    /// <summary>Sets how long evidence is kept and how much of it.</summary>
    public Task<int> SetLimits(string id, long retentionDays, long quotaBytes, CancellationToken cancellation) =>
        database.Write(
            s => s.Execute(
                "UPDATE organisations SET retention_days = @retention, quota_bytes = @quota WHERE id = @id",
                ("retention", retentionDays), ("quota", quotaBytes), ("id", id)),
            cancellation);

    /// <summary>An organisation, or null.</summary>
    public Task<Organisation?> Find(string id, CancellationToken cancellation) =>
        database.Read(s => s.First($"SELECT {Columns} FROM organisations o WHERE o.id = @id", Organisation, ("id", id)), cancellation);

    /// <summary>Organisations by name that the caller is granted; for an administrator all, without outcomes that are not granted.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="prefix">Only names that begin so, or "".</param>
    /// <param name="after">Only names behind this one, or "".</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellation">Ends the query.</param>
    public Task<IReadOnlyList<OrganisationRow>> List(Caller caller, string prefix, string after, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string visible = caller.Role == AccountRole.Administrator && caller.Has(TokenScopes.Admin) ? "@caller = @caller" : Visibility.Of(caller, "o.id");
        return database.Read(
            s => s.Rows(
                $"""
                SELECT {Columns},
                    (SELECT COUNT(*) FROM servers v WHERE v.organisation_id = o.id),
                    (SELECT COUNT(*) FROM servers v WHERE v.organisation_id = o.id AND v.assessment_id IS NOT NULL),
                    (SELECT MAX(v.outcome) FROM servers v WHERE v.organisation_id = o.id)
                FROM organisations o
                WHERE {visible} AND o.name > @after AND o.name >= @prefix AND o.name < @end
                ORDER BY o.name LIMIT @limit
                """,
                row => new OrganisationRow(
                    Organisation(row), row.Number(7), row.Number(8),
                    caller.Sees(row.Text(0)) && row.NumberOrNull(9) is { } worst ? (Outcome)worst : null),
                ("caller", caller.AccountId), ("after", after), ("prefix", prefix), ("end", Visibility.End(prefix)), ("limit", (long)limit)),
            cancellation);
    }

    /// <summary>Id of the organisation of exactly this name, or null.</summary>
    public Task<string?> IdOf(string name, CancellationToken cancellation) =>
        database.Read(s => s.First("SELECT id FROM organisations WHERE name = @name", r => r.Text(0), ("name", name)), cancellation);

    /// <summary>Bytes of evidence that an organisation keeps here or has announced.</summary>
    public Task<long> UsedBytes(string id, CancellationToken cancellation) =>
        database.Read(
            s => s.Count("SELECT CAST(COALESCE(SUM(length_bytes), 0) AS BIGINT) FROM uploads WHERE organisation_id = @id", ("id", id)), cancellation);

    /// <summary>Deletes an organisation and all rows of it but the audit log. Its files are the store's to delete.</summary>
    public Task<bool> Delete(string id, CancellationToken cancellation) =>
        database.Write(
            async session =>
            {
                await session.Execute(
                    "DELETE FROM upload_pieces WHERE upload_id IN (SELECT id FROM uploads WHERE organisation_id = @id)", ("id", id));
                foreach (string table in OwnTables)
                {
                    await session.Execute($"DELETE FROM {table} WHERE organisation_id = @id", ("id", id));
                }

                return await session.Execute("DELETE FROM organisations WHERE id = @id", ("id", id)) == 1;
            },
            cancellation);

    private static Organisation Organisation(FleetRow row) =>
        new(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Number(4), row.Number(5), row.Time(6));
}
