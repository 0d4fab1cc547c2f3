using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Coverage;

/// <summary>
/// Whether the evidence is of one machine. The answers are about one server; records of two, put together, make a server that there
/// never was.
/// </summary>
public static class MachineAnalysis
{
    private const int MaxNames = 6;
    private const long LeastOverlapTicks = TimeSpan.TicksPerHour;

    /// <summary>One sentence for each sign that there are several; empty when nothing speaks for it.</summary>
    /// <param name="machines">Computers that records name.</param>
    /// <param name="builds">Builds of the product.</param>
    public static IEnumerable<string> Several(IEnumerable<MachineSighting> machines, IReadOnlyList<BuildSpan> builds)
    {
        MachineSighting[] all =
        [
            .. machines.Where(m => m.Key.Length > 0).GroupBy(m => m.Key, StringComparer.Ordinal).Select(g => g.Aggregate((a, b) => a.With(b)))
                .OrderBy(m => m.First?.UtcTicks ?? long.MaxValue).ThenBy(m => m.Key, StringComparer.Ordinal),
        ];

        // A server that was renamed has two names, one after the other.
        bool isRenamed = all.Length == 2 && all[0].Last < all[1].First;
        if (all.Length > 1 && !isRenamed)
        {
            string names = string.Join(", ", all.Take(MaxNames).Select(m => m.Name)) + (all.Length > MaxNames ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - MaxNames} more") : "");
            yield return string.Create(CultureInfo.InvariantCulture, $"The evidence holds records of {all.Length} computers ({names}): the answers mix what happened on them. Assess each server by itself.");
        }

        BuildSpan[] exact = [.. builds.Where(b => b.Precision == BuildPrecision.SecurityUpdate).OrderBy(b => b.First.UtcTicks).ThenBy(b => b.Build)];
        for (int i = 0; i < exact.Length; i++)
        {
            for (int k = i + 1; k < exact.Length; k++)
            {
                if (Math.Min(exact[i].Last.UtcTicks, exact[k].Last.UtcTicks) - exact[k].First.UtcTicks >= LeastOverlapTicks)
                {
                    yield return $"The builds {exact[i].Build} ({exact[i].Id}) and {exact[k].Build} ({exact[k].Id}) were seen at the same time: the evidence is of several servers, or an update was taken back. If it is of several, the answers mix what happened on them.";
                    yield break;
                }
            }
        }
    }
}
