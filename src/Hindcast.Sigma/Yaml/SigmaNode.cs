namespace Hindcast.Sigma.Yaml;

/// <summary>A YAML node as the rule file wrote it: a scalar, a list or a map. Immutable.</summary>
/// <param name="line">Line in the file, from 1.</param>
/// <param name="column">Column in that line, from 1.</param>
public abstract class SigmaNode(int line, int column)
{
    /// <summary>Line in the file, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Column in that line, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>What the node is, in a word for people: "text", "a list", "a map".</summary>
    public abstract string Kind { get; }

    /// <summary>Nodes in this tree, itself included, with every alias counted as often as it is used.</summary>
    internal abstract long Weight { get; }
}
