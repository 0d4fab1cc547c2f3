using CsCheck;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;

namespace Hindcast.Tests.Unit.Engine;

public sealed class MatchTallyTests
{
    [Fact]
    public void Parts_added_in_any_cut_give_what_one_reading_gives() =>
        Gen.Select(Gen.Int[0, 50].Array, Gen.Int[1, 9]).Sample((numbers, cut) =>
        {
            MatchTally whole = new(), parts = new();
            foreach (int number in numbers)
            {
                Add(whole, number);
            }

            foreach (int[] part in numbers.Chunk(cut))
            {
                MatchTally tally = new();
                Array.ForEach(part, number => Add(tally, number));
                parts.Add(tally);
            }

            Assert.Equal((whole.Count, whole.First, whole.Last), (parts.Count, parts.First, parts.Last));
            Assert.Equal(whole.Clients, parts.Clients);
        });

    [Fact]
    public void Addresses_beyond_the_bound_are_counted_together()
    {
        MatchTally tally = new();
        for (int i = 0; i < MatchTally.MaxClients + 5; i++)
        {
            tally.Add(null, $"a{i}");
        }

        tally.Add(null, "a0");
        Assert.Equal((MatchTally.MaxClients, 5), (tally.Clients.Count, tally.ClientsLeftOut));
        Assert.Equal(("a0", 2), (tally.Clients[0].Address, tally.Clients[0].Records));
    }

    [Fact]
    public void A_keeper_holds_the_first_the_new_addresses_and_both_ends()
    {
        MatchKeeper<int> keeper = new(2);
        (int Time, string Client)[] matches = [(10, "a"), (11, "a"), (12, "b"), (15, "a"), (3, "a"), (14, "a"), (16, "c"), (99, "d"), (1, "a"), (98, "")];
        for (int i = 0; i < matches.Length; i++)
        {
            EvidenceTime time = new(matches[i].Time, TimePrecision.Tick);
            Assert.Equal(i is not (5 or 9), keeper.Wants(time, matches[i].Client));
            keeper.Offer(i, time, matches[i].Client);
        }

        // Two first ones, two new addresses (no room for "d"), the earliest and the latest.
        Assert.Equal([0, 1, 2, 6, 8, 7], keeper.Kept);
    }

    private static void Add(MatchTally tally, int number) =>
        tally.Add(number % 7 == 0 ? null : new EvidenceTime(1000 - number, TimePrecision.Tick), number % 5 == 0 ? "" : $"client {number % 3}");
}
