using CsCheck;
using Hindcast.Analysis.Surprise;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

public sealed class DayProfileTests
{
    [Fact]
    public void A_day_with_more_than_fits_keeps_the_same_whatever_the_order()
    {
        Rows rows = new();
        for (int i = 0; i < 30_000; i++)
        {
            rows.Add(0, 1, "GET", $"/x/{Letters(i)}.aspx", $"203.0.113.{i % 250}", agent: "a" + Letters(i % 7));
        }

        ServerProfile forward = Rows.Profile(rows.All, "f");
        ServerProfile backward = new();
        foreach (Rows.Row[] part in rows.All.Chunk(4_000).Reverse())
        {
            backward.Add(Rows.Profile(part, "f"), "f", 0);
        }

        DayProfile a = Assert.Single(forward.Days).Value, b = Assert.Single(backward.Days).Value;
        Assert.True(a.IsCut && b.IsCut);
        Assert.Equal(1, forward.CutDays);
        Assert.Equal(DayProfile.MaxForms, a.Forms.Count);
        Assert.Equal(a.Forms.OrderBy(f => f.Key).Select(f => (f.Key, f.Value.Count, f.Value.First)), b.Forms.OrderBy(f => f.Key).Select(f => (f.Key, f.Value.Count, f.Value.First)));
        Assert.Equal(a.Volumes.OrderBy(v => v.Key).Select(v => (v.Key, v.Value.MostBytes, v.Value.MostBytesAt)), b.Volumes.OrderBy(v => v.Key).Select(v => (v.Key, v.Value.MostBytes, v.Value.MostBytesAt)));
        Assert.Equal(30_000, a.Requests[0]);
    }

    [Fact]
    public void Only_the_latest_days_are_kept()
    {
        ProfileTally tally = new();
        Rows rows = new();
        for (int day = 0; day < ServerProfile.MaxDays + 50; day++)
        {
            rows.Add(day, 1, "GET", "/x.aspx", "203.0.113.1");
        }

        foreach (Rows.Row row in rows.All)
        {
            row.AddTo(tally);
        }

        ServerProfile profile = new();
        profile.Add(tally.End(), "f", 0);
        Assert.Equal(ServerProfile.MaxDays, profile.Days.Count);
        Assert.Equal(new DateOnly(2021, 1, 4).AddDays(50).DayNumber, profile.Days.Keys.First());
    }

    [Fact]
    public void The_smallest_hashes_are_kept_in_any_order() =>
        Gen.ULong[0, 30].Array[0, 20].Sample(values =>
        {
            SmallHashes kept = default;
            foreach (ulong value in values)
            {
                kept.Add(value);
            }

            ulong[] expected = [.. values.Distinct().Order()];
            Assert.Equal(expected.Take(4), Enumerable.Range(0, kept.Count).Select(i => kept[i]));
            Assert.Equal(expected.Length > 4, kept.HasMore);
        });

    private static string Letters(int number)
    {
        char[] text = new char[4];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)('g' + (number % 18));
            number /= 18;
        }

        return new string(text);
    }
}
