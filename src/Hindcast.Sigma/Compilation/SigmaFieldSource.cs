using Hindcast.Sigma.Mappings;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Where a shape holds a field of a rule: nowhere, as a constant, in a slot, or to be put together from several of
/// these. Immutable.
/// </summary>
internal sealed class SigmaFieldSource
{
    public static readonly SigmaFieldSource Missing = new();

    private SigmaFieldSource()
    {
    }

    /// <summary>The slot; -1 for anything else.</summary>
    public int Slot { get; private init; } = -1;

    /// <summary>More slots with the same name, each as good as the first.</summary>
    public int[] Repeats { get; private init; } = [];

    /// <summary>The constant; null for anything else.</summary>
    public string? Constant { get; private init; }

    /// <summary>How to put the value together; null for anything else.</summary>
    public SigmaFieldMap? Recipe { get; private init; }

    /// <summary>The parts of the recipe.</summary>
    public SigmaFieldSource[] Parts { get; private init; } = [];

    /// <summary>Equal for sources that give the same value.</summary>
    public string Key { get; private init; } = "";

    public bool IsMissing => Slot < 0 && Constant is null && Recipe is null;

    /// <summary>Finds a rule's field in a shape.</summary>
    public static SigmaFieldSource Find(string name, SigmaEventShape shape, IReadOnlyDictionary<string, SigmaFieldMap> maps)
    {
        if (!maps.TryGetValue(name, out SigmaFieldMap? map))
        {
            return Plain(name, shape);
        }

        if (map.IsRename)
        {
            return FirstOf(map.Names.Append(name), shape);
        }

        SigmaFieldSource[] parts = map.IsJoined
            ? [.. map.Names.Select(n => Plain(n, shape)).Where(p => !p.IsMissing)]
            : [FirstOf(map.Names.Append(name), shape)];
        return parts.Length == 0 || parts[0].IsMissing
            ? Missing
            : new SigmaFieldSource { Recipe = map, Parts = parts, Key = $"r{name}:{string.Join(',', parts.Select(p => p.Key))}:{string.Join(',', map.Names)}:{map.GetHashCode()}" };
    }

    private static SigmaFieldSource FirstOf(IEnumerable<string> names, SigmaEventShape shape) =>
        names.Select(n => Plain(n, shape)).FirstOrDefault(p => !p.IsMissing) ?? Missing;

    private static SigmaFieldSource Plain(string name, SigmaEventShape shape)
    {
        if (shape.Constants.TryGetValue(name, out string? constant))
        {
            return new SigmaFieldSource { Constant = constant, Key = "c" + constant };
        }

        int slot = shape.SlotOf(name);
        return slot < 0 ? Missing : new SigmaFieldSource { Slot = slot, Repeats = shape.RepeatsOf(name), Key = "s" + slot };
    }
}
