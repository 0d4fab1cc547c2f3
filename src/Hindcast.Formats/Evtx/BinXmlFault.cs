namespace Hindcast.Formats.Evtx;

/// <summary>The first trouble met in a stretch of binary XML.</summary>
/// <param name="Kind">What.</param>
/// <param name="Offset">Where, from the chunk's start.</param>
/// <param name="Found">The token, type or size found there.</param>
internal readonly record struct BinXmlFault(BinXmlFaultKind Kind, int Offset, uint Found)
{
    public bool IsNone => Kind == BinXmlFaultKind.None;

    public string FoundText => Kind switch
    {
        BinXmlFaultKind.Truncated => "the end of the data",
        BinXmlFaultKind.UnknownToken => $"token 0x{Found:X2}",
        BinXmlFaultKind.MisplacedToken => $"token 0x{Found:X2} out of place",
        BinXmlFaultKind.UnknownValueType => $"value type 0x{Found:X2}",
        BinXmlFaultKind.DefinitionOutOfRange => $"a template definition at chunk offset {Found}",
        BinXmlFaultKind.InstanceInDefinition => "a template instance within a template definition",
        BinXmlFaultKind.TooDeep => $"nesting deeper than {Found}",
        BinXmlFaultKind.TooLarge => $"more than {Found} characters of structure",
        _ => "nothing",
    };

    public string ExpectedText => Kind switch
    {
        BinXmlFaultKind.Truncated => "more bytes",
        BinXmlFaultKind.UnknownToken or BinXmlFaultKind.MisplacedToken => "a binary XML token that may stand here",
        BinXmlFaultKind.UnknownValueType => "a known value type",
        BinXmlFaultKind.DefinitionOutOfRange => "an offset within the chunk's records",
        BinXmlFaultKind.InstanceInDefinition => "elements, text and substitutions only",
        BinXmlFaultKind.TooDeep or BinXmlFaultKind.TooLarge => "no more than the limit",
        _ => "",
    };
}
