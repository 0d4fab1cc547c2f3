using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Actors;

/// <summary>
/// Counts operators. Intrusions are chains that hard links and closeness made; here two of them are taken to be of one
/// operator when at least two independent kinds of feature agree. One shared address, or one public tool, never merges.
/// </summary>
internal static class ActorClustering
{
    /// <summary>Apart for longer, agreement may be chance or a handed-over tool.</summary>
    private static readonly TimeSpan MaxApart = TimeSpan.FromDays(30);

    /// <summary>Clusters of intrusions, as lists of indexes, with the merges that made them.</summary>
    internal static IReadOnlyList<(IReadOnlyList<int> Members, IReadOnlyList<ActorMerge> Merges)> Run(
        IReadOnlyList<IntrusionFeatures> intrusions)
    {
        int[] cluster = [.. Enumerable.Range(0, intrusions.Count)];
        List<(int Member, ActorMerge Merge)> merges = [];
        foreach ((int a, int b, IReadOnlyList<string> kinds, int score) in Candidates(intrusions))
        {
            int into = cluster[a], from = cluster[b];
            if (into == from)
            {
                continue;
            }

            (into, from) = into < from ? (into, from) : (from, into);
            merges.Add((a, new ActorMerge(
                intrusions[b].Intrusion.Id, intrusions[a].Intrusion.Id, kinds, score,
                $"Same {string.Join(" and ", kinds)}")));
            for (int i = 0; i < cluster.Length; i++)
            {
                cluster[i] = cluster[i] == from ? into : cluster[i];
            }
        }

        return
        [
            .. Enumerable.Range(0, intrusions.Count).GroupBy(i => cluster[i]).OrderBy(g => g.Key)
                .Select(g => ((IReadOnlyList<int>)[.. g], (IReadOnlyList<ActorMerge>)[.. merges.Where(m => cluster[m.Member] == g.Key).Select(m => m.Merge)])),
        ];
    }

    /// <summary>
    /// The largest number of clusters of which any two differ in two independent kinds of feature that both have. They
    /// cannot well be one operator; all others could.
    /// </summary>
    internal static int AtLeast(IReadOnlyList<IReadOnlyList<IntrusionFeatures>> clusters)
    {
        // Greedy from each start is exact enough for the few clusters of one server, and never counts too many.
        int best = clusters.Count > 0 ? 1 : 0;
        for (int start = 0; start < clusters.Count; start++)
        {
            List<int> chosen = [start];
            for (int i = 0; i < clusters.Count; i++)
            {
                if (i != start && chosen.All(c => AreDistinct(clusters[c], clusters[i])))
                {
                    chosen.Add(i);
                }
            }

            best = Math.Max(best, chosen.Count);
        }

        return best;
    }

    private static IEnumerable<(int A, int B, IReadOnlyList<string> Kinds, int Score)> Candidates(
        IReadOnlyList<IntrusionFeatures> intrusions)
    {
        List<(int, int, IReadOnlyList<string>, int)> found = [];
        foreach ((int a, int b) in Pairs(intrusions))
        {
            if (Apart(intrusions[a].Intrusion, intrusions[b].Intrusion) > MaxApart.Ticks)
            {
                continue;
            }

            List<string> kinds = [];
            int score = 0, telling = 0;
            foreach (string kind in intrusions[a].Kinds)
            {
                string[] shared = [.. intrusions[a].Values(kind).Intersect(intrusions[b].Values(kind), StringComparer.Ordinal)];
                if (shared.Length > 0)
                {
                    bool common = shared.All(v => CommonFeatures.Contains(kind, v));
                    kinds.Add(kind);
                    score += FeatureKinds.Weight(kind, common);
                    telling += common ? 0 : 1;
                }
            }

            if (telling >= FeatureKinds.MergeKinds)
            {
                found.Add((a, b, kinds, score));
            }
        }

        return found.OrderByDescending(c => c.Item4).ThenBy(c => c.Item1).ThenBy(c => c.Item2);
    }

    /// <summary>Pairs that share any value: most intrusions of a busy server share none, so not all pairs are compared.</summary>
    private static HashSet<(int A, int B)> Pairs(IReadOnlyList<IntrusionFeatures> intrusions)
    {
        HashSet<(int, int)> pairs = [];
        Dictionary<(string, string), List<int>> byValue = [];
        for (int i = 0; i < intrusions.Count; i++)
        {
            foreach (string kind in intrusions[i].Kinds)
            {
                foreach (string value in intrusions[i].Values(kind).Where(v => !CommonFeatures.Contains(kind, v)))
                {
                    if (!byValue.TryGetValue((kind, value), out List<int>? holders))
                    {
                        byValue.Add((kind, value), holders = []);
                    }

                    pairs.UnionWith(holders.Select(h => (h, i)));
                    holders.Add(i);
                }
            }
        }

        return pairs;
    }

    private static long Apart(Intrusion a, Intrusion b)
    {
        if (a is not { First: { } aFirst, Last: { } aLast } || b is not { First: { } bFirst, Last: { } bLast })
        {
            return 0;
        }

        return Math.Max(0, Math.Max(bFirst.UtcTicks - aLast.UtcTicks, aFirst.UtcTicks - bLast.UtcTicks));
    }

    private static bool AreDistinct(IReadOnlyList<IntrusionFeatures> a, IReadOnlyList<IntrusionFeatures> b)
    {
        int different = 0;
        foreach (string kind in a.SelectMany(i => i.Kinds).Distinct())
        {
            string[] mine = Telling(a, kind), theirs = Telling(b, kind);
            if (mine.Length > 0 && theirs.Length > 0)
            {
                if (mine.Intersect(theirs, StringComparer.Ordinal).Any())
                {
                    return false;
                }

                different++;
            }
        }

        return different >= 2;
    }

    private static string[] Telling(IReadOnlyList<IntrusionFeatures> cluster, string kind) =>
        [.. cluster.SelectMany(i => i.Values(kind)).Where(v => !CommonFeatures.Contains(kind, v)).Distinct(StringComparer.Ordinal)];
}
