namespace Hindcast.Formats.Evtx;

/// <summary>
/// One field of a layout: a leaf element's text or an attribute. Its value is the same for all records of the layout
/// (<see cref="Constant"/>), or one of the record's values (<see cref="Slot"/>), or several parts put together. Immutable.
/// </summary>
public sealed class EvtxField
{
    internal EvtxField(
        string name, string path, EvtxFieldSection section, int position, BinXmlItem[] parts, int[] conditions)
    {
        Name = name;
        Path = path;
        Section = section;
        Position = position;
        Parts = parts;
        Slot = -1;
        if (parts.Length == 1 && parts[0].Kind == BinXmlItemKind.Slot)
        {
            Slot = parts[0].Slot;
        }
        else if (Array.TrueForAll(parts, static part => part.Kind != BinXmlItemKind.Slot))
        {
            Constant = string.Concat(parts.Select(static part => part.Text));
        }

        // A field that is nothing but a value is absent with it anyway.
        Conditions = [.. conditions.Where(condition => condition != Slot)];
    }

    /// <summary>
    /// <c>CommandLine</c> for <c>&lt;Data Name='CommandLine'&gt;</c>, the element's name for others,
    /// <c>Provider_Name</c> for an attribute. Blanks in names are kept.
    /// </summary>
    public string Name { get; }

    /// <summary>The element names from the root, with <c>/@</c> before an attribute: <c>Event/System/Provider/@Name</c>.</summary>
    public string Path { get; }

    /// <summary>The part of the event it stands in.</summary>
    public EvtxFieldSection Section { get; }

    /// <summary>Number, from 0, of an unnamed Data item in its parent; -1 for named fields. Array values go on from here.</summary>
    public int Position { get; }

    /// <summary>The text that all records of the layout share; null when the value differs from record to record.</summary>
    public string? Constant { get; }

    /// <summary>Index of the record's value; -1 for a constant or for a value of several parts.</summary>
    public int Slot { get; }

    /// <summary>Values without which the field is absent from the record.</summary>
    internal int[] Conditions { get; }

    internal BinXmlItem[] Parts { get; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
