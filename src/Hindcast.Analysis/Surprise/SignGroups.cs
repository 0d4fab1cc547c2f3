namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Joins signs of a day to what may be one hand's doing: one path, one client, or, where a log does not name the client, within two
/// minutes of one another.
/// </summary>
internal static class SignGroups
{
    private const long Near = 2 * TimeSpan.TicksPerMinute;

    private const long Together = TimeSpan.TicksPerHour;
    private const long LongestBetween = 3 * TimeSpan.TicksPerHour;
    private const int MaxRowsBetween = 200;

    /// <summary>A client with more requests or paths than this stands for many people and joins nothing.</summary>
    private const int MaxRequests = 2_000, MaxPaths = 24;

    internal static IReadOnlyList<IReadOnlyList<Sign>> Of(IReadOnlyList<Sign> signs, DayProfile day)
    {
        int[] group = [.. Enumerable.Range(0, signs.Count)];
        for (int i = 0; i < signs.Count; i++)
        {
            for (int j = i + 1; j < signs.Count; j++)
            {
                if (Root(group, i) != Root(group, j) && Belong(signs[i], signs[j], day))
                {
                    group[Math.Max(Root(group, i), Root(group, j))] = Math.Min(Root(group, i), Root(group, j));
                }
            }
        }

        return [.. Enumerable.Range(0, signs.Count).GroupBy(i => Root(group, i)).Select(g => (IReadOnlyList<Sign>)[.. g.Select(i => signs[i])])];
    }

    private static bool Belong(Sign a, Sign b, DayProfile day)
    {
        if (a.Path.Length > 0 && a.Path == b.Path)
        {
            return true;
        }

        if (a.HasClient && b.HasClient)
        {
            return SharesClient(a, b, day);
        }

        return IsNear(a.FirstTicks, b) || IsNear(b.FirstTicks, a);
    }

    /// <summary>
    /// Within two minutes of the beginning or end of a sign, or between them. Where there are many rows, between them says nothing.
    /// </summary>
    private static bool IsNear(long ticks, Sign sign) =>
        Moments(sign).Any(m => Math.Abs(ticks - m) <= Near)
        || (sign.Count <= MaxRowsBetween && ticks > sign.FirstTicks && ticks < sign.LastTicks && sign.LastTicks - sign.FirstTicks <= LongestBetween);

    private static bool SharesClient(Sign a, Sign b, DayProfile day)
    {
        if (a.Clients.HasMore || b.Clients.HasMore)
        {
            return false;
        }

        for (int i = 0; i < a.Clients.Count; i++)
        {
            for (int j = 0; j < b.Clients.Count; j++)
            {
                if (a.Clients[i] == b.Clients[j] && day.Clients.TryGetValue(a.Clients[i], out ClientTrace? trace)
                    && trace.Requests <= MaxRequests && trace.PathCount <= MaxPaths && (!trace.IsInside || Meet(a, b)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Within an hour of one another: at an address inside, such as a server of programs and administrators, several work in a day.</summary>
    private static bool Meet(Sign a, Sign b) => Moments(a).Any(i => Moments(b).Any(j => Math.Abs(i - j) <= Together));

    /// <summary>When it began and ended. Of what goes on all day, such as a program's calls, the end says nothing: it is near whatever comes late.</summary>
    private static IEnumerable<long> Moments(Sign sign) =>
        sign.LastTicks - sign.FirstTicks <= LongestBetween ? [sign.FirstTicks, sign.LastTicks] : [sign.FirstTicks];

    private static int Root(int[] group, int index)
    {
        while (group[index] != index)
        {
            index = group[index];
        }

        return index;
    }
}
