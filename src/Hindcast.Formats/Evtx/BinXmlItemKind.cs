namespace Hindcast.Formats.Evtx;

/// <summary>What an item of a layout is.</summary>
internal enum BinXmlItemKind : byte
{
    Element,
    Attribute,
    Text,
    Slot,
    CData,
    Instruction,
}
