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
    internal override long Weight { get; } = 1 + items.Sum(i => i.Weight);
}
