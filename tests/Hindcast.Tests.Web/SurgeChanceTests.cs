using Hindcast.Fleet.Campaign;

namespace Hindcast.Tests.Web;

public sealed class SurgeChanceTests
{
    [Fact]
    public void It_is_the_tail_of_the_binomial_distribution()
    {
        Assert.Equal(0.5 * 0.5 * 0.5, SurgeChance.AtLeast(3, 3, 0.5), 12);
        Assert.Equal(1 - Math.Pow(0.9, 10) - (10 * 0.1 * Math.Pow(0.9, 9)), SurgeChance.AtLeast(2, 10, 0.1), 12);
        Assert.Equal(1, SurgeChance.AtLeast(0, 5, 0.2), 12);
        Assert.InRange(SurgeChance.AtLeast(20_000, 20_000, 0.08), 0, 1e-300);
        Assert.InRange(SurgeChance.AtLeast(2_000, 20_000, 0.1), 0.4, 0.6);
    }

    [Theory]
    [InlineData(5, 5, 5, true)]
    [InlineData(3, 3, 3, true)]
    [InlineData(9, 9, 0, true)]
    [InlineData(2, 2, 2, false)]
    [InlineData(4, 6, 0, false)]
    [InlineData(6, 20, 7, false)]
    [InlineData(4, 13, 0, false)]
    public void What_is_new_everywhere_now_and_then_is_no_surge(long within, long servers, long shown, bool isSurge) =>
        Assert.Equal(isSurge, new SharedOddity("process", "w3wp.exe > cmd.exe", servers, servers, shown, within, default, 0, 24)
        {
            Chance = SurgeChance.Of(servers, within, shown, SurgeChance.Share(35, 400, 7), SurgeChance.Listed(80, 400)),
        }.IsSurge);

    [Fact]
    public void A_week_in_which_much_began_explains_more()
    {
        double quiet = SurgeChance.AtLeast(5, 8, SurgeChance.Share(30, 4000, 7)), busy = SurgeChance.AtLeast(5, 8, SurgeChance.Share(2000, 4000, 7));
        Assert.True(quiet < 0.001 && busy > 0.05);
    }
}
