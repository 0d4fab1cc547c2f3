using Hindcast.Evidence;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Organisations;

/// <summary>Servers of organisations, with what their last assessments say. Thread-safe.</summary>
public sealed class ServerStore(FleetDatabase database, TimeProvider clock)
{
    /// <summary>What <see cref="Server"/> reads, of servers v and organisations o.</summary>
    internal const string Columns =
        "v.id, v.organisation_id, o.name, v.name, v.created, v.assessment_id, v.assessed, v.outcome, v.headline, v.incomplete, v.first_sign, v.first_success, v.last_sign, v.first_reached";

    private const int IdLength = 32;

    /// <summary>Adds a server; null when the organisation is gone or has one of this name.</summary>
    /// <exception cref="ArgumentException">The name has not the form that is wanted.</exception>
    public Task<string?> Create(string organisationId, string name, CancellationToken cancellation)
    {
        if (!OrganisationStore.IsName(name))
        {
            throw new ArgumentException("a server has a name of 1 to 120 characters", nameof(name));
        }

        string id = Identifiers.Next(clock);
        return database.Write<string?>(
            async s => await s.Execute(
                """
                INSERT INTO servers (id, organisation_id, name, created)
                SELECT @id, o.id, @name, @created FROM organisations o WHERE o.id = @organisation ON CONFLICT DO NOTHING
                """,
                ("id", id), ("organisation", organisationId), ("name", name), ("created", Identifiers.Now(clock))) == 1 ? id : null,
            cancellation);
    }

    /// <summary>A server, or null. Who may see it was asked before.</summary>
    public Task<ServerRow?> Find(string id, CancellationToken cancellation) =>
        database.Read(
            s => s.First($"SELECT {Columns} FROM servers v JOIN organisations o ON o.id = v.organisation_id WHERE v.id = @id", Server, ("id", id)),
            cancellation);

    /// <summary>Servers by name that the caller is granted.</summary>
    public Task<IReadOnlyList<ServerRow>> List(Caller caller, ServerFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        List<string> conditions = [Visibility.Of(caller, "v.organisation_id")];
        List<(string, object?)> values = [("caller", caller.AccountId), ("limit", (long)Math.Clamp(filter.Limit, 1, 200))];
        if (filter.OrganisationId is { } organisation)
        {
            conditions.Add("v.organisation_id = @organisation");
            values.Add(("organisation", organisation));
        }

        if (filter.NamePrefix is { Length: > 0 } prefix)
        {
            conditions.Add("v.name >= @prefix AND v.name < @end");
            values.AddRange([("prefix", prefix), ("end", Visibility.End(prefix))]);
        }

        if (filter.AtLeast is { } outcome)
        {
            conditions.Add("v.outcome >= @outcome");
            values.Add(("outcome", (long)outcome));
        }

        if (filter.After is { Length: > IdLength } after)
        {
            conditions.Add("(v.name, v.id) > (@afterName, @afterId)");
            values.AddRange([("afterName", after[IdLength..]), ("afterId", after[..IdLength])]);
        }

        return database.Read(
            s => s.Rows(
                $"""
                SELECT {Columns} FROM servers v JOIN organisations o ON o.id = v.organisation_id
                WHERE {string.Join(" AND ", conditions)} ORDER BY v.name, v.id LIMIT @limit
                """,
                Server, [.. values]),
            cancellation);
    }

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    internal static ServerRow Server(FleetRow row) => new()
    {
        Id = row.Text(0),
        OrganisationId = row.Text(1),
        Organisation = row.Text(2),
        Name = row.Text(3),
        Created = row.Time(4),
        AssessmentId = row.TextOrNull(5),
        Assessed = row.TimeOrNull(6),
        Outcome = row.NumberOrNull(7) is { } outcome ? (Outcome)outcome : null,
        Headline = row.TextOrNull(8),
        Incomplete = row.NumberOrNull(9) is 1,
        FirstSign = row.TimeOrNull(10),
        FirstSuccess = row.TimeOrNull(11),
        LastSign = row.TimeOrNull(12),
        FirstReached = row.TimeOrNull(13),
    };
}
