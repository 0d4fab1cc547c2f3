using System.Globalization;
using Hindcast.Analysis.Surprise;
using Hindcast.Engine.Surprise;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

/// <summary>Alone, because it measures the memory of the process.</summary>
[Collection(nameof(ProfileBoundTests))]
[CollectionDefinition(nameof(ProfileBoundTests), DisableParallelization = true)]
public sealed class ProfileBoundTests
{
    private const long MaxBytes = 24L << 20;

    [Fact]
    public void Names_that_somebody_makes_up_for_months_stay_below_the_bound_and_it_is_told()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        ServerProfile profile = new(MaxBytes);
        for (int day = 0; day < 40; day++)
        {
            profile.Add(Flooded(day, 3_000), "f", 0);
        }

        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(profile);

        Assert.InRange(held, 1, MaxBytes * 5 / 4);
        Assert.True(profile.IsBounded);
        Assert.InRange(profile.MostOfADay, 64, DayProfile.MaxForms / 2);
        Assert.All(profile.Days.Values, d => Assert.True(d.IsCut && d.Forms.Count <= profile.MostOfADay));
        Assert.Contains(SurpriseReading.Trouble(profile), d => d.Code == SurpriseDiagnostics.ProfileBounded.Code);
    }

    [Fact]
    public void A_day_with_few_things_stays_whole_among_days_that_are_flooded()
    {
        ServerProfile profile = new(MaxBytes);
        profile.Add(Rows.Profile(new Rows().OrdinaryDay(0).All, "quiet"), "quiet", 0);
        int ordinary = Assert.Single(profile.Days.Values).Forms.Count;
        for (int day = 1; day < 40; day++)
        {
            profile.Add(Flooded(day, 3_000), "f", 0);
        }

        Assert.True(profile.IsBounded);
        DayProfile quiet = profile.Days.First().Value;
        Assert.Equal(ordinary, quiet.Forms.Count);
        Assert.False(quiet.IsCut);
    }

    [Fact]
    public void What_is_kept_does_not_depend_on_the_order_of_files()
    {
        ServerProfile forward = new(MaxBytes / 4), backward = new(MaxBytes / 4);
        for (int day = 0; day < 24; day++)
        {
            forward.Add(Flooded(day, 1_500), $"f{day}", 0);
            backward.Add(Flooded(23 - day, 1_500), $"f{23 - day}", 0);
        }

        forward.Settle();
        backward.Settle();
        Assert.True(forward.IsBounded);
        Assert.Equal(forward.MostOfADay, backward.MostOfADay);
        Assert.Equal(
            forward.Days.SelectMany(d => d.Value.Forms.OrderBy(f => f.Key).Select(f => (d.Key, f.Key, f.Value.Count, f.Value.First))),
            backward.Days.SelectMany(d => d.Value.Forms.OrderBy(f => f.Key).Select(f => (d.Key, f.Key, f.Value.Count, f.Value.First))));
    }

    [Fact]
    public void One_stretch_of_a_log_is_bounded_while_it_is_read()
    {
        ProfileTally tally = new();
        for (int day = 0; day < 32; day++)
        {
            foreach (Rows.Row row in FloodedRows(day, 6_000).All)
            {
                row.AddTo(tally);
            }
        }

        ServerProfile stretch = tally.End();

        Assert.True(stretch.IsBounded);
        Assert.InRange(stretch.Days.Values.Sum(d => d.EstimateBytes([])), 1, ProfileBound.MaxBytesOfStretch * 5 / 4);
    }

    [Fact]
    public void A_path_that_is_known_beyond_the_limit_is_not_called_new()
    {
        ServerPast past = new();
        for (int day = 0; day < 20; day++)
        {
            past.Take(738_000 + day, Assert.Single(Flooded(day, 8_000).Days.Values), []);
        }

        DayProfile again = Assert.Single(Flooded(19, 8_000).Days.Values);
        Assert.True(past.PathCount > 1 << 17);
        Assert.All(again.Forms.Values, f => Assert.NotNull(past.Path(f.PathKey)));
        Assert.DoesNotContain(RequestSigns.Of(again, past, 7), s => s.Family == UnusualFamily.FirstSeen);
    }

    private static ServerProfile Flooded(int day, int names) => Rows.Profile(FloodedRows(day, names).All, "f");

    /// <summary>A day on which each request has a path, a program and an address of its own.</summary>
    private static Rows FloodedRows(int day, int names)
    {
        Rows rows = new();
        for (int i = 0; i < names; i++)
        {
            string name = string.Concat(((day * 100_000) + i).ToString("D9", CultureInfo.InvariantCulture).Select(d => (char)('k' + d - '0')));
            rows.Add(day, 1, "POST", $"/{new string('x', 60)}/{name}.aspx", string.Create(CultureInfo.InvariantCulture, $"2001:db8::{day:x}:{i:x}"), agent: "tool " + name);
        }

        return rows;
    }
}
