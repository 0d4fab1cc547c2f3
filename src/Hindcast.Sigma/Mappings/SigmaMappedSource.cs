namespace Hindcast.Sigma.Mappings;

/// <summary>One kind of events that a log source means: how to know them, and where they hold the rule's fields. Immutable.</summary>
/// <param name="When">Fields and the values of which each must have one: channel, provider, event id, log.</param>
/// <param name="Fields">Fields of the rule that the events hold elsewhere, whatever the case of their names.</param>
public sealed record SigmaMappedSource(
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> When, IReadOnlyDictionary<string, SigmaFieldMap> Fields)
{
    /// <summary>For people: <c>Channel=Security, EventID=4688</c>.</summary>
    public override string ToString() => string.Join(", ", When.Select(w => $"{w.Key}={string.Join('|', w.Value)}"));
}
