namespace Hindcast.Fleet.Campaign;

/// <summary>Numbers that are joined to sets. Not thread-safe.</summary>
internal sealed class DisjointSets
{
    private readonly List<int> _parents = [];

    /// <summary>A new number, alone in its set.</summary>
    internal int Add()
    {
        _parents.Add(_parents.Count);
        return _parents.Count - 1;
    }

    /// <summary>The number that stands for a set.</summary>
    internal int Root(int number)
    {
        while (_parents[number] != number)
        {
            number = _parents[number] = _parents[_parents[number]];
        }

        return number;
    }

    /// <summary>Makes two sets one; the lower root stands for it.</summary>
    internal void Join(int one, int other)
    {
        (one, other) = (Root(one), Root(other));
        _parents[Math.Max(one, other)] = Math.Min(one, other);
    }
}
