namespace Hindcast.Formats.Evtx;

/// <summary>The type of a binary XML value (MS-EVEN6 2.2.12, "ValueType"). <see cref="Array"/> is a flag on the others.</summary>
public enum EvtxValueType : byte
{
    /// <summary>No value; elements and attributes that depend on it are left out.</summary>
    Null = 0x00,

    /// <summary>UTF-16 text.</summary>
    String = 0x01,

    /// <summary>Text in the writer's ANSI code page; read as Windows-1252.</summary>
    AnsiString = 0x02,

    /// <summary>Signed 8 bits.</summary>
    Int8 = 0x03,

    /// <summary>Unsigned 8 bits.</summary>
    UInt8 = 0x04,

    /// <summary>Signed 16 bits.</summary>
    Int16 = 0x05,

    /// <summary>Unsigned 16 bits.</summary>
    UInt16 = 0x06,

    /// <summary>Signed 32 bits.</summary>
    Int32 = 0x07,

    /// <summary>Unsigned 32 bits.</summary>
    UInt32 = 0x08,

    /// <summary>Signed 64 bits.</summary>
    Int64 = 0x09,

    /// <summary>Unsigned 64 bits.</summary>
    UInt64 = 0x0A,

    /// <summary>IEEE 754, 32 bits.</summary>
    Real32 = 0x0B,

    /// <summary>IEEE 754, 64 bits.</summary>
    Real64 = 0x0C,

    /// <summary>32 bits, true when not 0.</summary>
    Bool = 0x0D,

    /// <summary>Bytes; shown as upper-case hex digits.</summary>
    Binary = 0x0E,

    /// <summary>16 bytes; shown in braces, upper case.</summary>
    Guid = 0x0F,

    /// <summary>A pointer-sized number of the writing machine; shown as hex.</summary>
    SizeT = 0x10,

    /// <summary>64 bits, units of 100 ns since 1601-01-01 UTC.</summary>
    FileTime = 0x11,

    /// <summary>Eight 16-bit parts of a date and time.</summary>
    SystemTime = 0x12,

    /// <summary>A security identifier.</summary>
    Sid = 0x13,

    /// <summary>32 bits shown as 0x and hex digits.</summary>
    HexInt32 = 0x14,

    /// <summary>64 bits shown as 0x and hex digits.</summary>
    HexInt64 = 0x15,

    /// <summary>A handle; shown as hex.</summary>
    Handle = 0x20,

    /// <summary>Nested binary XML; it becomes part of the record's layout.</summary>
    BinXml = 0x21,

    /// <summary>XML as UTF-16 text.</summary>
    Xml = 0x23,

    /// <summary>Flag: the value is an array of the type in the lower seven bits.</summary>
    Array = 0x80,
}
