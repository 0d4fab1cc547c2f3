namespace Hindcast.Formats.Evtx;

/// <summary>Why binary XML could not be read to its end.</summary>
internal enum BinXmlFaultKind : byte
{
    None,
    Truncated,
    UnknownToken,
    MisplacedToken,
    UnknownValueType,
    DefinitionOutOfRange,
    InstanceInDefinition,
    TooDeep,
    TooLarge,
}
