using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Signs in bytes and time: one answer far above what all but one in a thousand answers of the path took on the days before; and one
/// request far larger than any.
/// </summary>
internal static class VolumeSigns
{
    private const int Factor = 8;
    private const long MinBytes = 1 << 20;
    private const long MinMilliseconds = 30_000;
    private const int MinRows = 50;

    internal static IEnumerable<Sign> Of(DayProfile day, ServerPast past)
    {
        foreach ((ulong key, PathVolume volume) in day.Volumes.OrderBy(v => v.Key))
        {
            if (past.Path(key) is not { Rows: >= MinRows } known)
            {
                continue;
            }

            PastLog log = (PastLog)volume.Source;
            if (volume.MostBytes >= MinBytes && volume.MostBytes >= Factor * Math.Max(1, known.UsualBytes))
            {
                yield return Make(past, log, volume.Path, "bytes", volume.MostBytes, known, known.UsualBytes, volume.MostBytesAt, volume.MostBytesClient);
            }

            if (volume.MostMilliseconds >= MinMilliseconds && volume.MostMilliseconds >= Factor * Math.Max(1, known.UsualMilliseconds))
            {
                yield return Make(past, log, volume.Path, "milliseconds", volume.MostMilliseconds, known, known.UsualMilliseconds, volume.MostMillisecondsAt, volume.MostMillisecondsClient);
            }

            if (volume.MostBytesIn >= MinBytes && volume.MostBytesIn >= Factor * Math.Max(1, known.MostBytesIn))
            {
                yield return Make(past, log, volume.Path, "bytes of a request", volume.MostBytesIn, known, known.MostBytesIn, volume.MostBytesInAt, volume.MostBytesInClient);
            }
        }
    }

    private static Sign Make(ServerPast past, PastLog log, string path, string unit, long value, PathPast known, long usual, RowSpot spot, ulong client)
    {
        string sign = string.Create(CultureInfo.InvariantCulture, $"volume {unit} {log}");
        Sign made = new()
        {
            Family = UnusualFamily.Volume,
            Class = sign,
            Log = log,
            What = string.Create(CultureInfo.InvariantCulture, $"One answer of {path} took {value:N0} {unit}"),
            Normal = string.Create(CultureInfo.InvariantCulture, $"In {past.DaysOf(log)} days before {known.Rows:N0} answers, {(unit.EndsWith("request", StringComparison.Ordinal) ? "the largest" : "all but one in a thousand within")} {Math.Max(0, usual):N0} {unit}; {past.Often(sign, log)}"),
            Path = path,
            Thing = $"{path}: {unit}",
        };
        made.Clients.Add(client);
        return made.With(spot, spot.Ticks, 1);
    }
}
