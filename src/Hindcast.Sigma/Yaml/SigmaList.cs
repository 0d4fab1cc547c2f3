namespace Hindcast.Sigma.Yaml;

/// <summary>A YAML sequence.</summary>
/// <param name="items">Its items in order.</param>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
public sealed class SigmaList(IReadOnlyList<SigmaNode> items, int line, int column) : SigmaNode(line, column)
{
    /// <summary>The items in order.</summary>
    public IReadOnlyList<SigmaNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Kind => "a list";

    /// <inheritdoc/>
    internal override long Weight { get; } = WeightOf(items);

    private static long WeightOf(IReadOnlyList<SigmaNode> items)
    {
        long weight = 1;
        for (int i = 0; i < items.Count; i++)
        {
            weight += items[i].Weight;
        }

        return weight;
    }
}
