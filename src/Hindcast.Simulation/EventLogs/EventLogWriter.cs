using Hindcast.Simulation.Intrusions;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.EventLogs;

/// <summary>
/// Writes one event log of the whole time, a day at a time. A log has a size, and its oldest events go first; one that was
/// cleared begins at that moment. Not thread-safe; logs do not need one another.
/// </summary>
internal sealed class EventLogWriter(ServerPlan plan, Script script, string root)
{
    internal DayResult Write(LogKind kind)
    {
        string path = LogKinds.Folder(kind) + FileName(kind);
        string? absent = plan.Kept.WhyLost(kind, plan.FirstDay.Ticks);
        long cleared = script.ClearedTicks(kind);
        int[] counts = [.. Enumerable.Range(0, plan.Days).Select(day => Day(kind, day).Count())];
        int skip = Math.Max(0, counts.Sum() - MaxEvents(kind));
        SeededRandom random = SeededRandom.For(plan.Seed, "events:" + LogKinds.Name(kind));
        List<WrittenLine> lines = [];
        Dictionary<DateOnly, long> rows = [];
        int index = 0;
        string full = Path.Combine(root, path);
        if (absent is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        }

        Stream target = absent is null ? new FileStream(full, FileMode.Create, FileAccess.Write, FileShare.Read) : Stream.Null;
        using (EvtxWriter writer = new(target, LogKinds.Form(kind).Type, LogKinds.Form(kind).Computer is { Length: > 0 } other ? $"{other}.{plan.Domain}" : plan.Fqdn, random.Between(2_000, 900_000) + skip))
        {
            for (int day = 0; day < plan.Days; day++)
            {
                foreach (EventEntry entry in Day(kind, day))
                {
                    bool overwritten = index++ < skip, wiped = entry.Ticks < cleared;
                    (long number, long offset) = (0, 0);
                    if (!overwritten && !wiped)
                    {
                        (number, offset) = writer.Add(entry, (uint)random.Between(500, 9000), (uint)random.Between(500, 9000));
                        DateOnly date = DateOnly.FromDateTime(new DateTime(entry.Ticks));
                        rows[date] = rows.GetValueOrDefault(date) + 1;
                    }

                    if (entry.Step >= 0)
                    {
                        lines.Add(new WrittenLine(entry.Step, kind, path, 0, offset, 0, entry.Ticks, entry.Proves, absent ?? (wiped ? "wiped" : overwritten ? "quota" : null), number));
                    }
                }
            }
        }

        long bytes = absent is null ? new FileInfo(full).Length : 0;
        return new DayResult([.. rows.OrderBy(r => r.Key).Select((r, i) => new WrittenFile(kind, path, r.Key, i == 0 ? bytes : 0, r.Value, absent))], lines);
    }

    private IEnumerable<EventEntry> Day(LogKind kind, int day)
    {
        DateTime start = plan.FirstDay.AddDays(day);
        return EventTraffic.Day(plan, kind, day).Concat(script.EventEntries(kind, start.Ticks, start.AddDays(1).Ticks)).OrderBy(e => e.Ticks);
    }

    /// <summary>What a log holds by default, in events: MSExchange Management has 1 MB, Security 128 MB, the others 20 MB.</summary>
    private static int MaxEvents(LogKind kind) => kind switch
    {
        LogKind.EvtxManagement => 1_000,
        LogKind.EvtxSecurity => 130_000,
        _ => 30_000,
    };

    private static string FileName(LogKind kind) => LogKinds.Form(kind).Type.Replace("/", "%4", StringComparison.Ordinal) + ".evtx";
}
