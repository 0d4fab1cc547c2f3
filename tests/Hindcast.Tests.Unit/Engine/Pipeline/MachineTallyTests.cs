using System.Globalization;
using Hindcast.Analysis.Coverage;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;

namespace Hindcast.Tests.Unit.Engine.Pipeline;

/// <summary>Which computers events are of, from when until when.</summary>
public sealed class MachineTallyTests
{
    [Fact]
    public void Names_are_told_apart_whatever_their_case_and_times_whatever_their_order()
    {
        MachineTally tally = new();
        tally.Add("EX01.contoso.example", At(5));
        tally.Add("EX01.contoso.example", null);
        tally.Add("DC01", At(4));
        tally.Add("ex01.contoso.example", At(2));
        tally.Add("EX01.contoso.example", At(9));
        tally.Add("NOTIME", null);
        tally.Add("", At(1));
        tally.Add(new string('x', 200), At(1));

        Assert.Equal([new MachineSighting("DC01", At(4), At(4)), new MachineSighting("EX01.contoso.example", At(2), At(9)), new MachineSighting("NOTIME", null, null)], tally.Machines);
    }

    [Fact]
    public void Of_more_names_than_are_kept_the_first_stay()
    {
        MachineTally tally = new();
        for (int i = 0; i < 500; i++)
        {
            tally.Add(string.Create(CultureInfo.InvariantCulture, $"host{i}"), At(i % 20));
        }

        Assert.Equal(64, tally.Machines.Count);
        Assert.Contains(tally.Machines, m => m.Name == "host0");
    }

    private static EvidenceTime At(int hour) => new(new DateTime(2021, 3, 3, hour, 0, 0, DateTimeKind.Utc).Ticks, TimePrecision.Second);
}
