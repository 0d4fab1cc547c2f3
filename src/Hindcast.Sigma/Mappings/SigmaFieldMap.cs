namespace Hindcast.Sigma.Mappings;

/// <summary>Where a field of a rule is found in an event. Immutable.</summary>
public sealed record SigmaFieldMap
{
    /// <summary>The event's field; of several the first that the event's shape has. The rule's own name is tried last.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>True when the names are parts to be joined instead of choices.</summary>
    public bool IsJoined { get; init; }

    /// <summary>What stands between joined parts.</summary>
    public string Joiner { get; init; } = "";

    /// <summary>A part with this value counts as empty (IIS writes <c>-</c>).</summary>
    public string Blank { get; init; } = "";

    /// <summary>True when the value is also tried with percent and plus signs decoded.</summary>
    public bool IsDecoded { get; init; }

    /// <summary>Values that are written differently: event to rule. Whole values, whatever their case.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Beginnings that are written differently: event to rule; the first that fits is replaced.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Prefixes { get; init; } = [];

    /// <summary>True when nothing is changed but the name.</summary>
    public bool IsRename => !IsJoined && !IsDecoded && Values.Count == 0 && Prefixes.Count == 0;
}
