namespace Hindcast.Analysis.Surprise;

/// <summary>How the first posts of a client follow one another: by hand they neither come within seconds for long nor by the clock.</summary>
internal static class Pace
{
    private const int MinPosts = 6;
    private const long QuickMedian = 3 * TimeSpan.TicksPerSecond, QuickMost = 10 * TimeSpan.TicksPerSecond, MinRegular = 5 * TimeSpan.TicksPerSecond;

    /// <summary>Gaps count as regular when half of them lie within this part of the median.</summary>
    private const double MaxSpread = 0.1;

    /// <summary>In words, what is scripted about the times; "" when nothing is.</summary>
    internal static string Of(in EarliestTimes times)
    {
        if (times.Count < MinPosts)
        {
            return "";
        }

        long[] gaps = new long[times.Count - 1];
        for (int i = 0; i < gaps.Length; i++)
        {
            gaps[i] = times.Ticks[i + 1] - times.Ticks[i];
        }

        Array.Sort(gaps);
        long median = gaps[gaps.Length / 2];
        long[] off = [.. gaps.Select(g => Math.Abs(g - median)).Order()];
        return median <= QuickMedian && gaps[^1] <= QuickMost
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"its first {times.Count} posts came within {Seconds(times.Ticks[^1] - times.Ticks[0])} s")
            : median >= MinRegular && off[off.Length / 2] <= MaxSpread * median
                ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"half of the gaps between its first {times.Count} posts are {Seconds(median)} s long, within a tenth")
                : "";
    }

    private static string Seconds(long ticks) => ((double)ticks / TimeSpan.TicksPerSecond).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
