using System.Text.Json;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Sharing;

/// <summary>Shared intelligence by collection, in the order in which it was added. Thread-safe.</summary>
public sealed class SharedObjectStore(FleetDatabase database, TimeProvider clock)
{
    /// <summary>Most objects of one addition.</summary>
    public const int MaxObjects = 10_000;

    private const int MaxNamed = 50;

    /// <summary>Adds objects; what is there already in this version stays as it is.</summary>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="ArgumentException">Too many objects.</exception>
    public async Task<IReadOnlyList<SharedVerdict>> Add(
        SharingCircle collection, Caller caller, IReadOnlyList<JsonElement> objects, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(objects);
        if (objects.Count > MaxObjects)
        {
            throw new ArgumentException($"at most {MaxObjects} objects at a time", nameof(objects));
        }

        SharedVerdict[] verdicts = [.. objects.Select(o => SharedObjectCheck.Judge(o, collection.Level))];
        await database.Write(
            async session =>
            {
                if (database.IsPostgres)
                {
                    // Added times grow in the order in which additions are seen.
                    await session.Execute("SELECT pg_advisory_xact_lock(4862711)");
                }

                long last = await session.Count("SELECT COALESCE(MAX(added), 0) FROM shared_objects WHERE collection = @collection", ("collection", collection.Id));
                long added = Math.Max(last + 1, Identifiers.Now(clock) * 1000);
                for (int i = 0; i < verdicts.Length; i++)
                {
                    if (verdicts[i].Problem is null)
                    {
                        added += await Insert(session, collection, caller, verdicts[i], objects[i], added);
                    }
                }

                return 0;
            },
            cancellation);
        return verdicts;
    }

    /// <summary>Objects in the order in which they were added, and whether there are more.</summary>
    public async Task<(IReadOnlyList<SharedObject> Objects, bool More)> List(SharingCircle collection, SharedQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(query);
        int limit = Math.Clamp(query.Limit, 1, SharedQuery.MaxLimit);
        (string condition, List<(string, object?)> values) = Condition(collection, query);
        values.Add(("limit", limit + 1L));
        IReadOnlyList<SharedObject> found = await database.Read(
            s => s.Rows(
                $"SELECT id, version, added, body FROM shared_objects WHERE {condition} ORDER BY added LIMIT @limit",
                r => new SharedObject(r.Text(0), r.Text(1), r.Number(2), JsonElement.Parse(r.Text(3))), [.. values]),
            cancellation);
        return (found.Count > limit ? [.. found.Take(limit)] : found, found.Count > limit);
    }

    /// <summary>Deletes versions of an object that the caller's account added.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="query">The object, and which versions.</param>
    /// <param name="cancellation">Ends the query; nothing is deleted then.</param>
    /// <returns>How many versions the collection had; null when some of them were added by others, and nothing was deleted.</returns>
    public Task<int?> Delete(SharingCircle collection, Caller caller, SharedQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(query);
        (string condition, List<(string, object?)> values) = Condition(collection, query);
        return database.Write<int?>(
            async session =>
            {
                IReadOnlyList<(long Number, string Id, string Account)> found = await session.Rows(
                    $"SELECT number, id, account_id FROM shared_objects WHERE {condition}", r => (r.Number(0), r.Text(1), r.Text(2)), [.. values]);
                if (found.Any(f => f.Account != caller.AccountId))
                {
                    return null;
                }

                foreach ((long number, _, _) in found)
                {
                    await session.Execute("DELETE FROM shared_objects WHERE number = @number", ("number", number));
                }

                foreach (string id in found.Select(f => f.Id).Distinct(StringComparer.Ordinal))
                {
                    await MarkEnds(session, collection, id);
                }

                return found.Count;
            },
            cancellation);
    }

    /// <summary>Keeps what became of an addition.</summary>
    public async Task<string> KeepStatus(Caller caller, Func<string, string> body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(body);
        string id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("D"), text = body(id);
        await database.Write(
            s => s.Execute("INSERT INTO sharing_statuses (id, account_id, body) VALUES (@id, @account, @body)", ("id", id), ("account", caller.AccountId), ("body", text)),
            cancellation);
        return text;
    }

    /// <summary>What became of an addition of the caller, or null.</summary>
    public Task<string?> Status(Caller caller, string id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return database.Read(
            s => s.First("SELECT body FROM sharing_statuses WHERE id = @id AND account_id = @account", r => r.Text(0), ("id", id), ("account", caller.AccountId)), cancellation);
    }

    private static async Task<int> Insert(
        FleetSession session, SharingCircle collection, Caller caller, SharedVerdict verdict, JsonElement body, long added)
    {
        int inserted = await session.Execute(
            """
            INSERT INTO shared_objects (collection, id, version, type, added, latest, first, account_id, body)
            VALUES (@collection, @id, @version, @type, @added, 0, 0, @account, @body) ON CONFLICT DO NOTHING
            """,
            ("collection", collection.Id), ("id", verdict.Id), ("version", verdict.Version), ("type", verdict.Id[..verdict.Id.IndexOf("--", StringComparison.Ordinal)]), ("added", added), ("account", caller.AccountId), ("body", body.GetRawText()));
        if (inserted == 1)
        {
            await MarkEnds(session, collection, verdict.Id);
        }

        return inserted;
    }

    /// <summary>Marks an object's first and last version.</summary>
    private static Task<int> MarkEnds(FleetSession session, SharingCircle collection, string id) =>
        session.Execute(
            """
            UPDATE shared_objects SET
                latest = CASE WHEN version = (SELECT MAX(o.version) FROM shared_objects o WHERE o.collection = @collection AND o.id = @id) THEN 1 ELSE 0 END,
                first = CASE WHEN version = (SELECT MIN(o.version) FROM shared_objects o WHERE o.collection = @collection AND o.id = @id) THEN 1 ELSE 0 END
            WHERE collection = @collection AND id = @id
            """,
            ("collection", collection.Id), ("id", id));

    private static (string Condition, List<(string, object?)> Values) Condition(SharingCircle collection, SharedQuery query)
    {
        List<string> conditions = ["collection = @collection", "added > @after"];
        List<(string, object?)> values = [("collection", collection.Id), ("after", query.After)];
        AddAny(conditions, values, "id", query.Ids);
        AddAny(conditions, values, "type", query.Types);
        if (query.SpecVersions.Count > 0 && !query.SpecVersions.Contains(SharedQuery.Spec, StringComparer.Ordinal))
        {
            // Everything here is of one version of STIX.
            conditions.Add("1 = 0");
        }

        if (!query.Versions.Contains(SharedQuery.All, StringComparer.Ordinal))
        {
            List<string> any = [];
            if (query.Versions.Contains(SharedQuery.Last, StringComparer.Ordinal))
            {
                any.Add("latest = 1");
            }

            if (query.Versions.Contains(SharedQuery.First, StringComparer.Ordinal))
            {
                any.Add("first = 1");
            }

            string[] exact = [.. query.Versions.Except([SharedQuery.Last, SharedQuery.First])];
            if (exact.Length > 0)
            {
                List<string> one = [];
                AddAny(one, values, "version", exact);
                any.AddRange(one);
            }

            conditions.Add($"({string.Join(" OR ", any)})");
        }

        return (string.Join(" AND ", conditions), values);
    }

    private static void AddAny(List<string> conditions, List<(string, object?)> values, string column, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        string[] names = [.. wanted.Take(MaxNamed).Select((_, i) => $"{column}{i}")];
        conditions.Add($"{column} IN ({string.Join(", ", names.Select(n => "@" + n))})");
        values.AddRange(names.Select((n, i) => (n, (object?)wanted[i])));
    }
}
