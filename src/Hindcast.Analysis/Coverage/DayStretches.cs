using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Coverage;

/// <summary>
/// Works out which days of stretches are left when others are taken out of them. Costs what stretches there are and not what days they hold: evidence
/// may tell any day from the year 1 to 9999. Pure.
/// </summary>
internal static class DayStretches
{
    /// <summary>What is left, in order, joined where it touches.</summary>
    /// <param name="stretches">The stretches, first and last day; one whose first lies behind its last holds none.</param>
    /// <param name="without">What is taken out.</param>
    internal static List<CoverageGap> Left(IEnumerable<(DateOnly From, DateOnly To)> stretches, IEnumerable<(DateOnly From, DateOnly To)> without)
    {
        List<(int From, int To)> holes = Joined(without);
        List<CoverageGap> left = [];
        int hole = 0;
        foreach ((int first, int last) in Joined(stretches))
        {
            int from = first;
            while (hole < holes.Count && holes[hole].To < from)
            {
                hole++;
            }

            for (int at = hole; at < holes.Count && holes[at].From <= last; at++)
            {
                Add(left, from, holes[at].From - 1);
                from = holes[at].To + 1;
            }

            Add(left, from, last);
        }

        return left;
    }

    /// <summary>Days as stretches of one day.</summary>
    internal static IEnumerable<(DateOnly From, DateOnly To)> Single(IEnumerable<DateOnly> days) => days.Select(d => (d, d));

    private static List<(int From, int To)> Joined(IEnumerable<(DateOnly From, DateOnly To)> stretches)
    {
        List<(int From, int To)> joined = [];
        foreach ((int from, int to) in stretches.Select(s => (s.From.DayNumber, s.To.DayNumber)).Where(s => s.Item1 <= s.Item2).Order())
        {
            if (joined.Count > 0 && from <= joined[^1].To + 1)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, to));
            }
            else
            {
                joined.Add((from, to));
            }
        }

        return joined;
    }

    private static void Add(List<CoverageGap> left, int from, int to)
    {
        if (from <= to)
        {
            left.Add(new CoverageGap(DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(to), to - from + 1));
        }
    }
}
