using System.Text;
using CsCheck;
using Hindcast.Analysis.Surprise;
using Hindcast.Evidence;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

/// <summary>Names that are met again are counted without being looked at; the profile is the same.</summary>
public sealed class KnownNameTests
{
    private static readonly string[] Names =
        ["www.contoso.example", "WWW.contoso.example", "7.113.0.203.in-addr.arpa", "host", "a b", "mail.fabrikam.co.uk", "q7xk2m9vt4rb8znaawd.beacon.example", "Q7xk2m9vt4rb8znaawd.beacon.example", "q7xk2m9vt4rb8znabwd.beacon.example"];

    [Fact]
    public void Remembered_names_count_as_those_that_are_looked_at() =>
        Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[0, 3], Gen.Int[0, 40]).List[0, 200].Sample(rows =>
            Assert.Equal(Told(rows, remembers: false), Told(rows, remembers: true)));

    [Fact]
    public void A_day_with_more_domains_than_fit_is_the_same_with_remembered_names()
    {
        // The first domains come again after others have pushed some of them out.
        List<(int, int, int)> rows = [.. Enumerable.Range(0, 3 * DayProfile.MaxDomains).Concat(Enumerable.Range(0, 200)).Select((name, i) => (Names.Length + name, 0, i))];
        Assert.Equal(Told(rows, remembers: false), Told(rows, remembers: true));
    }

    private static string Told(List<(int Name, int Day, int Second)> rows, bool remembers)
    {
        ProfileTally tally = new();
        ServerProfile profile = new();
        for (int i = 0; i < rows.Count; i++)
        {
            (int number, int day, int second) = rows[i];
            string name = number < Names.Length ? Names[number] : $"x.d{number}.example";
            RowSpot spot = new(new DateTime(2021, 1, 4, 6, 0, 0, DateTimeKind.Utc).AddDays(day).AddSeconds(second).Ticks, new SourceLocation("", i, 9, i));
            ulong key = 0;
            if (!remembers || !tally.TryAddKnownName(spot, Encoding.ASCII.GetBytes(name), 0, out key))
            {
                tally.AddName(spot, name, key);
            }

            if (i % 71 == 70)
            {
                profile.Add(tally.End(), "dns.log", i - 70);
            }
        }

        profile.Add(tally.End(), "dns.log", rows.Count);
        StringBuilder told = new();
        foreach ((int day, DayProfile kept) in profile.Days)
        {
            told.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{day} {kept.Queries} {kept.IsCut}");
            foreach (DomainTrace trace in kept.Domains.OrderBy(d => d.Key).Select(d => d.Value))
            {
                told.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{trace.Domain} {trace.Queries} {trace.First} {trace.LastTicks} {trace.Sample} {string.Join(' ', trace.OddNames.ToArray())}");
            }
        }

        return told.ToString();
    }

    [Fact]
    public void Sixty_four_names_with_the_smallest_hashes_stay_in_any_order() =>
        Gen.ULong[0, 300].List[0, 400].Sample(hashes =>
        {
            DomainTrace trace = new("contoso.example");
            hashes.ForEach(trace.AddOdd);
            Assert.Equal(hashes.Distinct().Order().Take(64), trace.OddNames.ToArray());
        });
}
