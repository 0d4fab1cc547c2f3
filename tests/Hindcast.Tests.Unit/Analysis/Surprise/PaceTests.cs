using CsCheck;
using Hindcast.Analysis.Surprise;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

public sealed class PaceTests
{
    [Theory]
    [InlineData(new[] { 0, 1, 2, 3, 4, 5, 6 }, "came within 6 s")]
    [InlineData(new[] { 0, 30, 60, 90, 120, 151, 181 }, "30 s long")]
    [InlineData(new[] { 0, 30, 75, 400, 420, 1000, 1003 }, "")]
    [InlineData(new[] { 0, 1, 2, 3, 4 }, "")]
    [InlineData(new[] { 0, 1, 2, 3, 4, 5, 60 }, "")]
    public void A_pace_is_scripted_when_it_is_quick_throughout_or_goes_by_the_clock(int[] seconds, string words)
    {
        EarliestTimes times = new();
        foreach (int second in seconds)
        {
            times.Add(second * TimeSpan.TicksPerSecond);
        }

        string said = Pace.Of(times);
        Assert.Equal(words.Length == 0, said.Length == 0);
        Assert.Contains(words, said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_earliest_moments_are_kept_in_whatever_order_and_parts_they_come() =>
        Gen.Long[0, 1000].Array[0, 60].Sample(ticks =>
        {
            EarliestTimes odd = new(), even = new();
            for (int i = 0; i < ticks.Length; i++)
            {
                (i % 2 == 0 ? ref even : ref odd).Add(ticks[i]);
            }

            odd.Add(even);
            Assert.Equal(ticks.Order().Take(EarliestTimes.Most), odd.Ticks.ToArray());
        });

    [Fact]
    public void A_lonely_session_tells_its_scripted_pace()
    {
        Rows rows = Rows.Ordinary(20);
        for (int i = 0; i < 8; i++)
        {
            rows.Add(14, 3, "POST", "/ecp/main.css", "203.0.113.9", second: 20 * i);
        }

        UnusualItem item = Assert.Single(rows.Judge().Items);
        Assert.Contains("20 s long", Assert.Single(item.Signs, s => s.Family == UnusualFamily.Session).What, StringComparison.Ordinal);
    }
}
