using Hindcast.Analysis.Coverage;
using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Impact;

/// <summary>
/// How many bytes went to the addresses of each cluster. What was counted is the least that went out: it is a bound from above
/// only where the web server's own log, in which every request stands, counts all of them on all the days.
/// </summary>
internal static class BytesSent
{
    private const string WebServer = "iis-w3c";

    /// <summary>The bytes of each cluster.</summary>
    internal static IEnumerable<BytesOut> Of(
        IReadOnlyList<(Intrusion Intrusion, Chain Chain)> intrusions, IReadOnlyList<AddressTraffic> traffic, CoverageReport coverage) => intrusions
        .GroupBy(i => i.Intrusion.Actor).OrderBy(g => g.Key.Length).ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(actor => Of(
            actor.Key, actor.SelectMany(i => i.Intrusion.Addresses), actor.SelectMany(i => (EvidenceTime?[])[i.Intrusion.First, i.Intrusion.Last]), traffic, coverage));

    /// <summary>The bytes that went to some addresses.</summary>
    /// <param name="actor">Whose addresses they are.</param>
    /// <param name="addresses">The addresses.</param>
    /// <param name="times">First and last signs.</param>
    /// <param name="traffic">Bytes by address.</param>
    /// <param name="coverage">Which days each log covers.</param>
    internal static BytesOut Of(
        string actor, IEnumerable<string> addresses, IEnumerable<EvidenceTime?> times, IReadOnlyList<AddressTraffic> traffic, CoverageReport coverage)
    {
        HashSet<string> wanted = [.. addresses];
        AddressTraffic[] own = [.. traffic.Where(t => wanted.Contains(t.Address))];

        // The same request stands in the web server's log and in Exchange's, so the sums of two kinds are not added.
        LogKind[] kinds = [.. own.GroupBy(t => t.Log.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new LogKind(g.Key, [.. g]))];
        LogKind? counted = kinds.Where(k => k.Bytes > 0).OrderByDescending(k => k.Bytes).FirstOrDefault();
        LogKind? blind = kinds.Where(k => k.Uncounted > 0).OrderByDescending(k => k.Uncounted).FirstOrDefault();
        LogKind? web = kinds.FirstOrDefault(k => k.Kind == WebServer);
        bool isBound = web is { Uncounted: 0 } && kinds.All(k => k.Bytes <= web.Bytes && k.Requests <= web.Requests)
            && IsCovered(web, [.. times, .. own.SelectMany(t => (EvidenceTime?[])[t.First, t.Last])], coverage);
        return new BytesOut(actor, isBound ? web!.Bytes : null, counted?.Counted ?? 0, Names(counted?.Traffic.Where(t => t.Requests > t.Uncounted)))
        {
            Counted = counted?.Bytes ?? 0,
            Uncounted = isBound ? 0 : blind?.Uncounted ?? 0,
            UncountedLogs = isBound ? [] : Names(blind?.Traffic.Where(t => t.Uncounted > 0)),
        };
    }

    /// <summary>True when the log was read whole and has records of every day from the first to the last time.</summary>
    private static bool IsCovered(LogKind web, IEnumerable<EvidenceTime?> times, CoverageReport coverage)
    {
        DateOnly[] days = [.. times.OfType<EvidenceTime>().Select(t => t.Day)];
        HashSet<LogName> names = [.. web.Traffic.Select(t => t.Log)];
        LogCoverage[] logs = [.. coverage.Logs.Where(l => names.Contains(l.Log))];
        if (days.Length == 0 || logs.Length < names.Count || logs.Any(l => l.BadRecords > 0 || l.LostBytes > 0))
        {
            return false;
        }

        return DayStretches.Left([(days.Min(), days.Max())], DayStretches.Single(logs.SelectMany(l => l.Days).Select(d => d.Day))).Count == 0;
    }

    private static string[] Names(IEnumerable<AddressTraffic>? traffic) =>
        [.. (traffic ?? []).Select(t => t.Log.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What the logs of one kind tell of the addresses of one cluster.</summary>
    private sealed record LogKind(string Kind, IReadOnlyList<AddressTraffic> Traffic)
    {
        internal long Bytes { get; } = ByteCount.Sum(Traffic.Select(t => t.BytesOut));

        internal long Requests { get; } = ByteCount.Sum(Traffic.Select(t => t.Requests));

        internal long Uncounted { get; } = ByteCount.Sum(Traffic.Select(t => t.Uncounted));

        internal long Counted => Requests - Uncounted;
    }
}
