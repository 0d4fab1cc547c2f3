namespace Hindcast.Analysis.Intrusions;

/// <summary>Disjoint groups of observations that grow by links (union-find). Keeps the reason of every union.</summary>
internal sealed class FactGroups
{
    private readonly int[] _parent;
    private readonly List<FactLink> _links = [];

    internal FactGroups(int count) => _parent = [.. Enumerable.Range(0, count)];

    /// <summary>The links that joined two groups, in the order in which they were made.</summary>
    internal IReadOnlyList<FactLink> Links => _links;

    /// <summary>The group's number: the lowest number of its members.</summary>
    internal int Find(int member)
    {
        while (_parent[member] != member)
        {
            _parent[member] = _parent[_parent[member]];
            member = _parent[member];
        }

        return member;
    }

    /// <summary>Joins two groups; does nothing when they are one already.</summary>
    internal void Join(FactLink link)
    {
        int a = Find(link.First), b = Find(link.Second);
        if (a != b)
        {
            _parent[Math.Max(a, b)] = Math.Min(a, b);
            _links.Add(link);
        }
    }
}
