namespace Hindcast.Formats.Evtx;

/// <summary>Sizes and magic numbers of the file format.</summary>
internal static class EvtxFormat
{
    public const int FileHeaderBytes = 4096;
    public const int ChunkBytes = 65536;
    public const int ChunkHeaderBytes = 512;
    public const int RecordHeaderBytes = 24;
    public const int SmallestRecordBytes = RecordHeaderBytes + 4;
    public const uint RecordMagic = 0x00002A2A;

    /// <summary>Bytes before a template definition's binary XML: next offset, GUID, data size.</summary>
    public const int TemplateHeaderBytes = 24;

    /// <summary>Bytes of a template instance token up to the definition's offset, inclusive.</summary>
    public const int InstanceHeaderBytes = 10;

    public const byte NullType = 0x00;
    public const byte StringType = 0x01;
    public const byte BinXmlType = 0x21;
    public const byte ArrayFlag = 0x80;

    /// <summary>Nested values deeper than this are not opened. Windows nests one level.</summary>
    public const int DeepestNesting = 16;

    /// <summary>Elements within elements deeper than this are not read. Windows stays below ten.</summary>
    public const int DeepestElement = 128;

    public static ReadOnlySpan<byte> FileSignature => "ElfFile\0"u8;

    public static ReadOnlySpan<byte> ChunkSignature => "ElfChnk\0"u8;

    /// <summary>Size in bytes per value type; 0 where it varies, 255 where the type does not exist.</summary>
    public static ReadOnlySpan<byte> FixedSizes =>
    [
        0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 0, 16,
        0, 8, 16, 0, 4, 8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 255, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 255, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];
}
