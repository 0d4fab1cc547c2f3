namespace Hindcast.Formats.Evtx;

/// <summary>One node of a record's structure, in document order.</summary>
internal struct BinXmlItem
{
    public BinXmlItemKind Kind;

    /// <summary>Substitution that takes its attribute with it when null.</summary>
    public bool IsOptional;

    /// <summary>Element written as an empty-element tag.</summary>
    public bool IsEmptyTag;

    /// <summary>Index of the first item after this one and all within it.</summary>
    public int End;

    /// <summary>Index of the value, for a slot; of the value without which an element is left out, else -1.</summary>
    public int Slot;

    /// <summary>Name of an element, attribute or instruction; the text of text.</summary>
    public string Text;

    /// <summary>The text of an instruction.</summary>
    public string? More;
}
