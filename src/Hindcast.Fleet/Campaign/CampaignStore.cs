using Hindcast.Evidence;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Organisations;
using Hindcast.Fleet.Results;

namespace Hindcast.Fleet.Campaign;

/// <summary>
/// Questions over all servers that a caller is granted: who, when, what in common. Reads what the last assessment of each
/// server says. Thread-safe.
/// </summary>
public sealed class CampaignStore(FleetDatabase database, TimeProvider clock)
{
    private readonly CampaignMemory _memory = new(clock);
    private const long DayMilliseconds = 86_400_000;
    /// <summary>When it began at a server: scans before the flaw first answered are everybody's, and tell nothing.</summary>
    private const string Begin = "COALESCE(v.first_reached, v.first_sign)";

    /// <summary>Most clusters that are told; a list that wants fewer is the beginning of the same answer.</summary>
    private const int MaxClusters = 200;

    private const int MaxGroups = 60;
    private const int MaxShared = 60;

    /// <summary>The campaign, as it was within the last seconds.</summary>
    public Task<CampaignView> View(Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return _memory.Of(
            caller, "view",
            () => database.Read(
                async s => new CampaignView(
                    await Days(s, caller), await Groups(s, caller, "sector"), await Groups(s, caller, "country"), await Flaws(s, caller), await Shared(s, caller)),
                CancellationToken.None),
            cancellation);
    }

    /// <summary>How many servers were open to a flaw and fixed, at each day on which that changed.</summary>
    public Task<IReadOnlyList<ExposurePoint>> Exposure(Caller caller, string vulnerability, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return database.Read(
            async session =>
            {
                Task<IReadOnlyList<(long Day, long Count)>> Count(string column) => session.Rows(
                    $"""
                    SELECT e.{column} / {DayMilliseconds}, COUNT(*) FROM exposures e
                    WHERE e.vulnerability = @vulnerability AND e.{column} IS NOT NULL AND {Visibility.Of(caller, "e.organisation_id")}
                    GROUP BY 1 ORDER BY 1
                    """,
                    r => (r.Number(0), r.Number(1)), ("vulnerability", vulnerability), ("caller", caller.AccountId));
                SortedDictionary<long, (long Open, long Fixed)> changes = [];
                void Add(long day, long open, long closed) =>
                    changes[day] = changes.TryGetValue(day, out var known) ? (known.Open + open, known.Fixed + closed) : (open, closed);
                foreach ((long day, long count) in await Count("open_from"))
                {
                    Add(day, count, 0);
                }

                foreach ((long day, long count) in await Count("open_to"))
                {
                    Add(day + 1, -count, 0);
                }

                foreach ((long day, long count) in await Count("fixed_from"))
                {
                    Add(day, 0, count);
                }

                List<ExposurePoint> points = [];
                long openNow = 0, closedNow = 0;
                foreach ((long day, (long open, long closed)) in changes)
                {
                    points.Add(new ExposurePoint(Day(day), openNow += open, closedNow += closed));
                }

                return (IReadOnlyList<ExposurePoint>)points;
            },
            cancellation);
    }

    /// <summary>Servers in the order in which it began at them.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="atLeast">Only those with this outcome or a worse one.</param>
    /// <param name="limit">Most servers.</param>
    /// <param name="cancellation">Ends the query.</param>
    public Task<IReadOnlyList<ServerRow>> Earliest(Caller caller, Outcome atLeast, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return database.Read(
            s => s.Rows(
                $"""
                SELECT {ServerStore.Columns} FROM servers v JOIN organisations o ON o.id = v.organisation_id
                WHERE {Begin} IS NOT NULL AND v.outcome >= @outcome AND {Visibility.Of(caller, "v.organisation_id")}
                ORDER BY {Begin}, v.id LIMIT @limit
                """,
                ServerStore.Server, ("caller", caller.AccountId), ("outcome", (long)atLeast), ("limit", (long)limit)),
            cancellation);
    }

    /// <summary>Where something was met in a result, or was given in as a file of this name or hash: whole values, or with <paramref name="prefix"/> values that begin so.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="text">What to search for; upper and lower case are alike.</param>
    /// <param name="prefix">True to find what begins with it.</param>
    /// <param name="limit">Most hits.</param>
    /// <param name="cancellation">Ends the query.</param>
    public Task<IReadOnlyList<TermHit>> Search(Caller caller, string text, bool prefix, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string value = AssessmentFacts.Normal(text), last = prefix ? "<" : "<=";

        // Three places, each by its own index and no further than needed.
        string Place(string kind, string column, string first, string seen, string from) =>
            $"""
            SELECT * FROM (SELECT {kind} AS kind, {column} AS value, x.server_id AS server, v.name AS server_name, o.name AS organisation, {first} AS first, {seen} AS last
            FROM {from} x JOIN servers v ON v.id = x.server_id JOIN organisations o ON o.id = x.organisation_id
            WHERE {column} >= @value AND {column} {last} @end AND {Visibility.Of(caller, "x.organisation_id")}
            ORDER BY {column}, x.server_id LIMIT @limit) p
            """;
        return database.Read(
            s => s.Rows(
                $"""
                {Place("x.kind", "x.value", "x.first_seen", "x.last_seen", "terms")}
                UNION ALL {Place("'evidence-name'", "lower(x.name)", "x.created", "x.created", "uploads")}
                UNION ALL {Place("'evidence-sha256'", "x.sha256", "x.created", "x.created", "uploads")}
                ORDER BY value, server, kind LIMIT @limit
                """,
                r => new TermHit(r.Text(0), r.Text(1), r.Text(2), r.Text(3), r.Text(4), r.TimeOrNull(5), r.TimeOrNull(6)),
                ("value", value), ("end", prefix ? Visibility.End(value) : value), ("caller", caller.AccountId), ("limit", (long)limit)),
            cancellation);
    }

    /// <summary>What two servers have in common. Both are asked for before.</summary>
    public Task<IReadOnlyList<Term>> InCommon(string server, string other, CancellationToken cancellation) =>
        database.Read(
            s => s.Rows(
                """
                SELECT a.kind, a.value, a.actor + b.actor, a.first_seen, b.first_seen FROM terms a
                JOIN terms b ON b.server_id = @other AND b.kind = a.kind AND b.value = a.value
                WHERE a.server_id = @server ORDER BY a.kind, a.value LIMIT 500
                """,
                r => new Term(r.Text(0), r.Text(1), r.Number(2) > 0, r.NumberOrNull(3), r.NumberOrNull(4)), ("server", server), ("other", other)),
            cancellation);

    /// <summary>Clusters of servers across organisations, the largest first, at most 200, as they were within the last seconds.</summary>
    public async Task<IReadOnlyList<OperatorCluster>> Clusters(Caller caller, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return [.. (await _memory.Of(caller, "clusters", () => Clusters(caller), cancellation)).Take(limit)];
    }

    private async Task<IReadOnlyList<OperatorCluster>> Clusters(Caller caller)
    {
        IReadOnlyList<ActorTerm> terms = await database.Read(
            s => s.Rows(
                $"""
                SELECT t.server_id, t.organisation_id, t.kind, t.value, t.first_seen, t.hands FROM terms t
                WHERE t.actor = 1 AND {Visibility.Of(caller, "t.organisation_id")} ORDER BY t.server_id, t.kind, t.value
                """,
                r => new ActorTerm(r.Text(0), r.Text(1), r.Text(2), r.Text(3), r.NumberOrNull(4), r.Number(5)), ("caller", caller.AccountId)),
            CancellationToken.None);
        return OperatorClusters.Of(terms, MaxClusters);
    }

    private static async Task<IReadOnlyList<VictimDay>> Days(FleetSession session, Caller caller)
    {
        IReadOnlyList<(long Day, Outcome Outcome, long Count)> rows = await session.Rows(
            $"""
            SELECT {Begin} / {DayMilliseconds}, v.outcome, COUNT(*) FROM servers v
            WHERE v.outcome >= 1 AND {Begin} IS NOT NULL AND {Visibility.Of(caller, "v.organisation_id")} GROUP BY 1, 2
            """,
            r => (r.Number(0), (Outcome)r.Number(1), r.Number(2)), ("caller", caller.AccountId));
        return
        [
            .. rows.GroupBy(r => r.Day).OrderBy(g => g.Key).Select(g => new VictimDay(
                Day(g.Key),
                g.Where(r => r.Outcome >= Outcome.Succeeded).Sum(r => r.Count),
                g.Where(r => r.Outcome == Outcome.Reached).Sum(r => r.Count),
                g.Where(r => r.Outcome < Outcome.Reached).Sum(r => r.Count))),
        ];
    }

    private static Task<IReadOnlyList<VictimGroup>> Groups(FleetSession session, Caller caller, string column) =>
        session.Rows(
            $"""
            SELECT o.{column}, COUNT(*), COUNT(v.assessment_id), COUNT(CASE WHEN v.outcome >= 4 THEN 1 END)
            FROM servers v JOIN organisations o ON o.id = v.organisation_id
            WHERE {Visibility.Of(caller, "v.organisation_id")} GROUP BY o.{column} ORDER BY 4 DESC, 1 LIMIT {MaxGroups}
            """,
            r => new VictimGroup(r.Text(0), r.Number(1), r.Number(2), r.Number(3)), ("caller", caller.AccountId));

    private static Task<IReadOnlyList<OpenFlaw>> Flaws(FleetSession session, Caller caller) =>
        session.Rows(
            $"""
            SELECT e.vulnerability, COUNT(*), COUNT(e.fixed_from) FROM exposures e
            WHERE {Visibility.Of(caller, "e.organisation_id")} GROUP BY e.vulnerability ORDER BY 2 DESC, 1
            """,
            r => new OpenFlaw(r.Text(0), r.Number(1), r.Number(2)), ("caller", caller.AccountId));

    private static Task<IReadOnlyList<SharedTerm>> Shared(FleetSession session, Caller caller) =>
        session.Rows(
            $"""
            SELECT g.kind, g.value, COUNT(*), CAST(SUM(g.servers) AS BIGINT), MIN(g.first_seen) FROM (
                SELECT t.kind, t.value, t.organisation_id, COUNT(*) AS servers, MIN(t.first_seen) AS first_seen FROM terms t
                WHERE t.actor = 1 AND {Visibility.Of(caller, "t.organisation_id")} GROUP BY t.kind, t.value, t.organisation_id) g
            GROUP BY g.kind, g.value HAVING COUNT(*) > 1 ORDER BY 3 DESC, 1, 2 LIMIT {MaxShared}
            """,
            r => new SharedTerm(r.Text(0), r.Text(1), r.Number(2), r.Number(3), r.TimeOrNull(4)), ("caller", caller.AccountId));

    private static DateOnly Day(long sinceEpoch) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)sinceEpoch);
}
