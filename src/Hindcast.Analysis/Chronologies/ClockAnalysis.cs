using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Chronologies;

/// <summary>How good the clocks are: differences between logs, by requests that both hold under the same id.</summary>
internal static class ClockAnalysis
{
    /// <summary>Logs write when a request ends, and IIS cuts to whole seconds: less than this is no difference.</summary>
    internal const long NormalMilliseconds = 5_000;

    private const long ZoneStepMilliseconds = 15 * 60_000;

    internal static IReadOnlyList<ClockOffset> Run(IReadOnlyList<Chain> chains)
    {
        var sightings = chains.SelectMany(c => c.Facts).Where(f => f.Ticks >= 0)
            .SelectMany(f => f.HardKeys.Where(k => k.Kind is "request" or "activity"), (f, key) => (Key: key, f.Observation.Log, f.Ticks, f.Observation.Location))
            .DistinctBy(s => (s.Key, s.Location)).ToArray();
        List<(LogName Log, LogName Reference, long Milliseconds)> pairs = [];
        foreach (var request in sightings.GroupBy(s => s.Key))
        {
            // One row in each log: a request id that stands in several rows of a log would be paired at random.
            var once = request.GroupBy(s => s.Log).Where(g => g.Count() == 1).Select(g => g.First()).OrderBy(s => s.Log).ToArray();
            for (int i = 1; i < once.Length; i++)
            {
                pairs.Add((once[i].Log, once[0].Log, (once[i].Ticks - once[0].Ticks) / TimeSpan.TicksPerMillisecond));
            }
        }

        return
        [
            .. pairs.GroupBy(p => (p.Log, p.Reference)).OrderBy(g => g.Key.Log).ThenBy(g => g.Key.Reference)
                .Select(g => Offset(g.Key.Log, g.Key.Reference, [.. g.Select(p => p.Milliseconds).Order()])),
        ];
    }

    private static ClockOffset Offset(LogName log, LogName reference, long[] sorted)
    {
        long median = sorted[sorted.Length / 2];
        long spread = Math.Max(median - sorted[0], sorted[^1] - median);
        long zone = Math.Abs(median) % ZoneStepMilliseconds;
        bool looksLikeZone = Math.Abs(median) > ZoneStepMilliseconds / 2 && Math.Min(zone, ZoneStepMilliseconds - zone) < NormalMilliseconds;
        string note = Math.Abs(median) <= NormalMilliseconds ? "The clocks agree"
            : looksLikeZone ? "The difference is a whole number of quarter hours: one of the logs is written in local time"
            : "The clocks differ; order between these logs is sure only beyond this difference";
        return new ClockOffset(log, reference, sorted.Length, median, spread, note);
    }
}
