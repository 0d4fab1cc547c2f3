namespace Hindcast.Fleet.Campaign;

/// <summary>
/// Joins servers by what operators left there. The content of a page (its key or hash) joins by itself; names and addresses
/// are copied and rented, so that it takes one of two kinds together. A pure function; the same terms give the same clusters.
/// </summary>
public static class OperatorClusters
{
    private const int MaxServers = 200;
    private const int MaxTies = 20;

    /// <summary>Soft terms of one kind of a server that are paired; a server with more is a crossroads and joins nothing by them.</summary>
    private const int MaxSoft = 12;

    private static readonly HashSet<string> Hard = new(["page-key", "sha256"], StringComparer.Ordinal);
    private static readonly HashSet<string> Soft = new(["address", "page", "file", "account"], StringComparer.Ordinal);

    /// <summary>The clusters of at least two servers, the largest first.</summary>
    /// <param name="terms">Terms by server, kind and value.</param>
    /// <param name="limit">Most clusters.</param>
    public static IReadOnlyList<OperatorCluster> Of(IReadOnlyList<ActorTerm> terms, int limit)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        List<int> parents = [];
        int Root(int node)
        {
            while (parents[node] != node)
            {
                node = parents[node] = parents[parents[node]];
            }

            return node;
        }

        Dictionary<(string, string, string, string), int> seen = [];
        void Tie((string, string, string, string) key, int server)
        {
            if (seen.TryGetValue(key, out int other))
            {
                parents[Root(server)] = Root(other);
            }
            else
            {
                seen.Add(key, server);
            }
        }

        IGrouping<string, ActorTerm>[] servers = [.. terms.GroupBy(t => t.ServerId, StringComparer.Ordinal)];
        foreach (IGrouping<string, ActorTerm> server in servers)
        {
            int number = parents.Count;
            numbers.Add(server.Key, number);
            parents.Add(number);
            foreach (ActorTerm term in server.Where(t => Hard.Contains(t.Kind)))
            {
                Tie((term.Kind, term.Value, "", ""), number);
            }

            ActorTerm[][] kinds = [.. server.Where(t => Soft.Contains(t.Kind)).GroupBy(t => t.Kind, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToArray()).Where(g => g.Length <= MaxSoft)];
            for (int i = 0; i < kinds.Length; i++)
            {
                for (int j = i + 1; j < kinds.Length; j++)
                {
                    foreach (ActorTerm left in kinds[i])
                    {
                        foreach (ActorTerm right in kinds[j])
                        {
                            Tie((left.Kind, left.Value, right.Kind, right.Value), number);
                        }
                    }
                }
            }
        }

        return
        [
            .. servers.GroupBy(s => Root(numbers[s.Key])).Where(g => g.Skip(1).Any()).Select(Cluster)
                .OrderByDescending(c => c.ServerCount).ThenBy(c => c.Servers[0], StringComparer.Ordinal).Take(limit),
        ];
    }

    private static OperatorCluster Cluster(IEnumerable<IGrouping<string, ActorTerm>> servers)
    {
        ActorTerm[] all = [.. servers.SelectMany(s => s)];
        string[] ids = [.. all.Select(t => t.ServerId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        long? first = all.Min(t => t.First);
        return new OperatorCluster(
            [.. ids.Take(MaxServers)], ids.Length, all.Select(t => t.OrganisationId).Distinct(StringComparer.Ordinal).Count(),
            first is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
            [
                .. all.Where(t => Hard.Contains(t.Kind) || Soft.Contains(t.Kind)).CountBy(t => (t.Kind, t.Value)).Where(c => c.Value > 1)
                    .OrderByDescending(c => c.Value).ThenBy(c => c.Key.Kind, StringComparer.Ordinal).ThenBy(c => c.Key.Value, StringComparer.Ordinal)
                    .Take(MaxTies).Select(c => new ClusterTie(c.Key.Kind, c.Key.Value, c.Value)),
            ]);
    }
}
