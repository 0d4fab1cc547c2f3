using CsCheck;
using Hindcast.Analysis.Coverage;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis;

/// <summary>Days that are left of stretches, as counting day by day leaves them, also at both ends of the calendar.</summary>
public sealed class DayStretchesTests
{
    private static readonly Gen<(DateOnly, DateOnly)[]> Stretches =
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], (from, to) => (DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(to))).Array[0, 5];

    [Fact]
    public void What_is_left_is_what_is_left_day_by_day() => Gen.Select(Stretches, Stretches).Sample((stretches, without) =>
    {
        HashSet<DateOnly> days = [.. Days(stretches)];
        days.ExceptWith(Days(without));
        List<CoverageGap> left = DayStretches.Left(stretches, without);

        Assert.Equal(days.Order(), left.SelectMany(g => Days([(g.From, g.To)])));
        Assert.Equal(days.Count, left.Sum(g => g.Days));
    });

    [Fact]
    public void The_whole_calendar_costs_nothing() => Assert.Equal(
        [new CoverageGap(DateOnly.MinValue, new DateOnly(2021, 3, 2), 737_851), new CoverageGap(new DateOnly(2021, 3, 4), DateOnly.MaxValue, 2_914_207)],
        DayStretches.Left([(DateOnly.MinValue, DateOnly.MaxValue)], DayStretches.Single([new DateOnly(2021, 3, 3)])));

    private static IEnumerable<DateOnly> Days((DateOnly From, DateOnly To)[] stretches) =>
        stretches.SelectMany(s => Enumerable.Range(s.From.DayNumber, Math.Max(0, s.To.DayNumber - s.From.DayNumber + 1))).Select(DateOnly.FromDayNumber);
}
