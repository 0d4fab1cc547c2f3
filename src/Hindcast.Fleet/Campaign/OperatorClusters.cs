using System.Numerics;
using System.Runtime.InteropServices;

namespace Hindcast.Fleet.Campaign;

/// <summary>
/// Joins servers by what operators left there. Where several were on one server, each is looked at by itself: else their things would
/// be taken for one operator's. Names and addresses are copied and rented, so that it takes one of two kinds together. The content of a
/// page (its key or hash) joins by itself. Both join only what few have: content that more than <see cref="MaxBridgedByContent"/> clusters
/// share that nothing else joins is everybody's, and so are two names, without address or file, that more than one such cluster has. A pure
/// function; the same terms give the same clusters.
/// </summary>
public static class OperatorClusters
{
    /// <summary>Clusters that the same content may join to one.</summary>
    private const int MaxBridgedByContent = 3;

    /// <summary>Clusters that two names may add servers to: names are chosen from few.</summary>
    private const int MaxBridgedByNames = 1;

    private const int MaxServers = 200;
    private const int MaxTies = 20;

    /// <summary>Values of one kind of a server that are paired; a server with more is a crossroads and joins nothing by them.</summary>
    private const int MaxPaired = 12;

    private static readonly HashSet<string> Hard = new(["page-key", "sha256"], StringComparer.Ordinal);
    private static readonly HashSet<string> Names = new(["page", "account"], StringComparer.Ordinal);
    private static readonly HashSet<string> Soft = new(["address", "file", .. Names], StringComparer.Ordinal);

    /// <summary>The clusters of at least two servers, the largest first.</summary>
    /// <param name="terms">Terms by server, kind and value.</param>
    /// <param name="limit">Most clusters.</param>
    public static IReadOnlyList<OperatorCluster> Of(IReadOnlyList<ActorTerm> terms, int limit)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Dictionary<(string, string), int> numbers = [];
        DisjointSets sets = new();
        List<(int Term, ActorTerm Said)[]> hands = [];
        for (int from = 0, to; from < terms.Count; from = to)
        {
            long present = 0;
            for (to = from; to < terms.Count && terms[to].ServerId == terms[from].ServerId; to++)
            {
                present |= Bits(terms[to]);
            }

            for (; present != 0; present &= present - 1)
            {
                long hand = 1L << BitOperations.TrailingZeroCount(present);
                List<(int, ActorTerm)> own = [];
                for (int i = from; i < to; i++)
                {
                    if ((Bits(terms[i]) & hand) != 0 && (Hard.Contains(terms[i].Kind) || Soft.Contains(terms[i].Kind)))
                    {
                        own.Add((Number(numbers, terms[i]), terms[i]));
                    }
                }

                sets.Add();
                hands.Add([.. own]);
            }
        }

        JoinByPairs(hands, sets);
        JoinByContent(hands, sets);
        return
        [
            .. hands.Index().GroupBy(h => sets.Root(h.Index), h => h.Item).Where(g => g.Skip(1).Any()).Select(Cluster).Where(c => c.ServerCount > 1)
                .OrderByDescending(c => c.ServerCount).ThenBy(c => c.Servers[0], StringComparer.Ordinal).ThenBy(c => c.Ties[0].Value, StringComparer.Ordinal).Take(limit),
        ];
    }

    /// <summary>Rows of before hands were kept are one hand's.</summary>
    private static long Bits(ActorTerm term) => term.Hands == 0 ? 1 : term.Hands;

    private static int Number(Dictionary<(string, string), int> numbers, ActorTerm term)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, (term.Kind, term.Value), out bool known);
        return known ? number : number = numbers.Count;
    }

    /// <summary>By an address or a file together with something of another kind.</summary>
    private static void JoinByPairs(List<(int Term, ActorTerm Said)[]> hands, DisjointSets sets)
    {
        Dictionary<long, int> seen = [];
        foreach ((int hand, (int Term, ActorTerm Said)[] own) in hands.Index())
        {
            foreach (long pair in Pairs(own, names: false))
            {
                ref int other = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, pair, out bool known);
                if (known)
                {
                    sets.Join(hand, other);
                }
                else
                {
                    other = hand;
                }
            }
        }
    }

    /// <summary>By content alone, and by two names, where that is not everybody's.</summary>
    private static void JoinByContent(List<(int Term, ActorTerm Said)[]> hands, DisjointSets sets)
    {
        int[] sizes = new int[hands.Count], roots = new int[hands.Count];
        Dictionary<long, List<int>> holders = [];
        foreach ((int hand, (int Term, ActorTerm Said)[] own) in hands.Index())
        {
            sizes[roots[hand] = sets.Root(hand)]++;
            foreach (long content in own.Where(t => Hard.Contains(t.Said.Kind)).Select(t => (long)t.Term).Concat(Pairs(own, names: true)))
            {
                ref List<int>? of = ref CollectionsMarshal.GetValueRefOrAddDefault(holders, content, out _);
                (of ??= []).Add(hand);
            }
        }

        foreach ((long content, List<int> of) in holders)
        {
            if (of.Select(h => roots[h]).Where(r => sizes[r] > 1).Distinct().Count() <= (content > uint.MaxValue ? MaxBridgedByNames : MaxBridgedByContent))
            {
                of.ForEach(other => sets.Join(of[0], other));
            }
        }
    }

    /// <summary>Pairs of values of two kinds: of two kinds of names, or all others.</summary>
    private static IEnumerable<long> Pairs((int Term, ActorTerm Said)[] own, bool names)
    {
        (string Kind, int[] Terms)[] kinds =
        [
            .. own.Where(t => Soft.Contains(t.Said.Kind)).GroupBy(t => t.Said.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, g.Select(t => t.Term).ToArray())).Where(g => g.Item2.Length <= MaxPaired),
        ];
        for (int i = 0; i < kinds.Length; i++)
        {
            for (int j = i + 1; j < kinds.Length; j++)
            {
                if ((Names.Contains(kinds[i].Kind) && Names.Contains(kinds[j].Kind)) != names)
                {
                    continue;
                }

                foreach (int left in kinds[i].Terms)
                {
                    foreach (int right in kinds[j].Terms)
                    {
                        yield return ((long)(left + 1) << 32) | (uint)right;
                    }
                }
            }
        }
    }

    private static OperatorCluster Cluster(IEnumerable<(int Term, ActorTerm Said)[]> hands)
    {
        // A server of which two hands are in the cluster counts once.
        ActorTerm[] all = [.. hands.SelectMany(h => h).Select(t => t.Said).Distinct(ReferenceEqualityComparer.Instance).Cast<ActorTerm>()];
        string[] ids = [.. all.Select(t => t.ServerId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        long? first = all.Min(t => t.First);
        return new OperatorCluster(
            [.. ids.Take(MaxServers)], ids.Length, all.Select(t => t.OrganisationId).Distinct(StringComparer.Ordinal).Count(),
            first is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
            [
                .. all.CountBy(t => (t.Kind, t.Value)).Where(c => c.Value > 1)
                    .OrderByDescending(c => c.Value).ThenBy(c => c.Key.Kind, StringComparer.Ordinal).ThenBy(c => c.Key.Value, StringComparer.Ordinal)
                    .Take(MaxTies).Select(c => new ClusterTie(c.Key.Kind, c.Key.Value, c.Value)),
            ]);
    }
}
