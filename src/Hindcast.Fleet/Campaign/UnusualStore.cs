using Hindcast.Evidence.Assessments;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Organisations;

namespace Hindcast.Fleet.Campaign;

/// <summary>
/// What is unusual over all servers that a caller is granted: the same rare thing on several within days is a campaign that nobody
/// has named yet; what is new on one server and usual on many is none. Thread-safe.
/// </summary>
public sealed class UnusualStore(FleetDatabase database)
{
    /// <summary>Servers whose filter is asked at most: enough for a share of one in twenty.</summary>
    public const int MaxLookedAt = 2000;

    private const long DayMilliseconds = 86_400_000;
    private const int SurgeDays = 7, MaxCandidates = 500;

    /// <summary>The same unusual thing on several servers, surges first and among them what chance explains least, then by how many servers began with it within seven days.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="limit">Most things.</param>
    /// <param name="cancellation">Ends the query.</param>
    public Task<IReadOnlyList<SharedOddity>> Shared(Caller caller, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return database.Read(
            async session =>
            {
                string several =
                    $"""
                    SELECT u.family, u.thing, COUNT(*) AS servers, COUNT(DISTINCT u.organisation_id) AS organisations, CAST(SUM(u.shown) AS BIGINT) AS shown
                    FROM unusual_things u WHERE {Visibility.Of(caller, "u.organisation_id")}
                    GROUP BY u.family, u.thing HAVING COUNT(*) > 1 ORDER BY 3 DESC, 1, 2 LIMIT {MaxCandidates}
                    """;
                IReadOnlyList<(string Family, string Thing, long Servers, long Organisations, long Shown, long Day, long Count)> rows = await session.Rows(
                    $"""
                    SELECT c.family, c.thing, c.servers, c.organisations, c.shown, t.seen / {DayMilliseconds}, COUNT(*) FROM ({several}) c
                    JOIN unusual_things t ON t.family = c.family AND t.thing = c.thing
                    WHERE {Visibility.Of(caller, "t.organisation_id")} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 6
                    """,
                    r => (r.Text(0), r.Text(1), r.Number(2), r.Number(3), r.Number(4), r.Number(5), r.Number(6)), ("caller", caller.AccountId));
                IReadOnlyList<UsualThings> usual = await Usual(session, caller, "");
                (long Day, long Count, long Shown)[] beginnings =
                [
                    .. await session.Rows(
                        $"SELECT t.seen / {DayMilliseconds}, COUNT(*), CAST(SUM(t.shown) AS BIGINT) FROM unusual_things t WHERE {Visibility.Of(caller, "t.organisation_id")} GROUP BY 1 ORDER BY 1",
                        r => (r.Number(0), r.Number(1), r.Number(2)), ("caller", caller.AccountId)),
                ];
                long all = beginnings.Sum(b => b.Count);
                double listed = SurgeChance.Listed(beginnings.Sum(b => b.Shown), all);
                List<SharedOddity> oddities = [];
                foreach (var one in rows.GroupBy(r => (r.Family, r.Thing, r.Servers, r.Organisations, r.Shown)))
                {
                    (long servers, long from) = Surge([.. one.Select(d => (d.Day, d.Count))]);
                    oddities.Add(new SharedOddity(
                        one.Key.Family, one.Key.Thing, one.Key.Servers, one.Key.Organisations, one.Key.Shown, servers,
                        DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)from), Holding(usual, one.Key.Family, one.Key.Thing), usual.Count)
                    {
                        Chance = SurgeChance.Of(
                            one.Key.Servers, servers, one.Key.Shown,
                            SurgeChance.Share(beginnings.Where(b => b.Day >= from && b.Day < from + SurgeDays).Sum(b => b.Count), all, SurgeDays), listed),
                    });
                }

                return (IReadOnlyList<SharedOddity>)
                [
                    .. oddities.OrderByDescending(o => o.IsSurge).ThenBy(o => o.IsSurge ? o.Chance : 1).ThenByDescending(o => o.SurgeServers).ThenByDescending(o => o.Servers)
                        .ThenBy(o => o.Family, StringComparer.Ordinal).ThenBy(o => o.Thing, StringComparer.Ordinal).Take(limit),
                ];
            },
            cancellation);
    }

    /// <summary>What is unusual on a server, and how the caller's other servers see it. That the server is granted is asked for before.</summary>
    public Task<IReadOnlyList<ServerOddity>> Of(Caller caller, string serverId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return database.Read(
            async session =>
            {
                IReadOnlyList<UsualThings> usual = await Usual(session, caller, serverId);
                IReadOnlyList<(string Family, string Thing, long Seen, bool Shown, long Others)> rows = await session.Rows(
                    $"""
                    SELECT u.family, u.thing, u.seen, u.shown,
                        (SELECT COUNT(*) FROM unusual_things o WHERE o.family = u.family AND o.thing = u.thing AND o.server_id <> u.server_id
                            AND {Visibility.Of(caller, "o.organisation_id")})
                    FROM unusual_things u WHERE u.server_id = @server ORDER BY u.seen, u.family, u.thing
                    """,
                    r => (r.Text(0), r.Text(1), r.Number(2), r.Flag(3), r.Number(4)), ("server", serverId), ("caller", caller.AccountId));
                return (IReadOnlyList<ServerOddity>)
                [
                    .. rows.Select(r => new ServerOddity(
                        r.Family, r.Thing, DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)(r.Seen / DayMilliseconds)), r.Shown, r.Others,
                        Holding(usual, r.Family, r.Thing), usual.Count)),
                ];
            },
            cancellation);
    }

    private static async Task<IReadOnlyList<UsualThings>> Usual(FleetSession session, Caller caller, string but) =>
    [
        .. (await session.Rows(
            $"""
            SELECT u.sketch FROM usual_things u WHERE u.server_id <> @but AND {Visibility.Of(caller, "u.organisation_id")}
            ORDER BY u.server_id LIMIT {MaxLookedAt}
            """,
            r => r.Text(0), ("but", but), ("caller", caller.AccountId))).Select(UsualThings.Read),
    ];

    private static int Holding(IReadOnlyList<UsualThings> usual, string family, string thing)
    {
        if (!Enum.TryParse(family, ignoreCase: true, out UnusualFamily known))
        {
            return 0;
        }

        ulong hash = UsualThings.HashOf(known, thing);
        return usual.Count(u => u.MayHold(hash));
    }

    /// <summary>The seven days in which it began on most servers.</summary>
    private static (long Servers, long From) Surge(IReadOnlyList<(long Day, long Count)> days)
    {
        (long most, long from, long sum) = (0, 0, 0);
        for (int last = 0, first = 0; last < days.Count; last++)
        {
            sum += days[last].Count;
            while (days[last].Day - days[first].Day >= SurgeDays)
            {
                sum -= days[first++].Count;
            }

            if (sum > most)
            {
                (most, from) = (sum, days[first].Day);
            }
        }

        return (most, from);
    }
}
