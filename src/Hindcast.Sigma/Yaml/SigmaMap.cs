namespace Hindcast.Sigma.Yaml;

/// <summary>A YAML mapping with its keys in the order of the file.</summary>
/// <param name="entries">The entries in order.</param>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
public sealed class SigmaMap(IReadOnlyList<SigmaMapEntry> entries, int line, int column) : SigmaNode(line, column)
{
    /// <summary>The entries in the order of the file.</summary>
    public IReadOnlyList<SigmaMapEntry> Entries { get; } = entries;

    /// <inheritdoc/>
    public override string Kind => "a map";

    /// <inheritdoc/>
    internal override long Weight { get; } = WeightOf(entries);

    /// <summary>Finds a key (ordinal).</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its value, or null when the map lacks it.</returns>
    public SigmaNode? Find(string key)
    {
        foreach (SigmaMapEntry entry in Entries)
        {
            if (string.Equals(entry.Key.Text, key, StringComparison.Ordinal))
            {
                return entry.Value;
            }
        }

        return null;
    }

    private static long WeightOf(IReadOnlyList<SigmaMapEntry> entries)
    {
        long weight = 1 + entries.Count;
        for (int i = 0; i < entries.Count; i++)
        {
            weight += entries[i].Value.Weight;
        }

        return weight;
    }
}
