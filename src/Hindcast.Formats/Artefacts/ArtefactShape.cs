namespace Hindcast.Formats.Artefacts;

/// <summary>
/// What records of one sort have in common: the format they are from, what they stand for in it, and the names of their
/// fields. Immutable; readers keep one for each sort, so that users can keep what they know of it by reference.
/// </summary>
/// <param name="kind">Format id, such as <c>iis-config</c>.</param>
/// <param name="item">What one record is, such as <c>module</c>; "" where a format has one sort only.</param>
/// <param name="fields">Names of the fields, in order.</param>
public sealed class ArtefactShape(string kind, string item, params IReadOnlyList<string> fields)
{
    /// <summary>Format id.</summary>
    public string Kind { get; } = kind;

    /// <summary>What one record is; "" where a format has one sort only.</summary>
    public string Item { get; } = item;

    /// <summary>Names of the fields, in order.</summary>
    public IReadOnlyList<string> Fields { get; } = fields;

    /// <summary>
    /// The event's channel, provider and number, where records are events of a log (<see cref="Kind"/> evtx): these cover days, and rules see
    /// them as those of an event log. Null for all other artefacts.
    /// </summary>
    public EventSource? Event { get; init; }
}
