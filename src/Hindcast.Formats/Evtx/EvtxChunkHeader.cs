using System.Buffers.Binary;

namespace Hindcast.Formats.Evtx;

/// <summary>A chunk's header, as it stands there; nothing in it is trusted for reading.</summary>
/// <param name="FirstRecordNumber">Number of its first record.</param>
/// <param name="LastRecordNumber">Number of its last record.</param>
/// <param name="FirstRecordId">Id of its first record.</param>
/// <param name="LastRecordId">Id of its last record.</param>
/// <param name="LastRecordOffset">Offset of the last record from the chunk's start, in bytes.</param>
/// <param name="FreeSpaceOffset">Offset of the first unused byte from the chunk's start.</param>
/// <param name="DataChecksum">CRC-32 of the records, as written.</param>
/// <param name="Flags">Bit 2: no checksums kept.</param>
/// <param name="HeaderChecksum">CRC-32 of bytes 0 to 119 and 128 to 511, as written.</param>
/// <param name="IsSignatureValid">The chunk starts with <c>ElfChnk</c>.</param>
public readonly record struct EvtxChunkHeader(
    ulong FirstRecordNumber,
    ulong LastRecordNumber,
    ulong FirstRecordId,
    ulong LastRecordId,
    uint LastRecordOffset,
    uint FreeSpaceOffset,
    uint DataChecksum,
    uint Flags,
    uint HeaderChecksum,
    bool IsSignatureValid)
{
    /// <summary>Reads a header.</summary>
    /// <param name="chunk">At least the first 128 bytes of the chunk; fewer give a header without valid signature.</param>
    public static EvtxChunkHeader Parse(ReadOnlySpan<byte> chunk) => chunk.Length < 128
        ? default
        : new(
            BinaryPrimitives.ReadUInt64LittleEndian(chunk[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(chunk[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(chunk[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(chunk[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(chunk[44..]),
            BinaryPrimitives.ReadUInt32LittleEndian(chunk[48..]),
            BinaryPrimitives.ReadUInt32LittleEndian(chunk[52..]),
            BinaryPrimitives.ReadUInt32LittleEndian(chunk[120..]),
            BinaryPrimitives.ReadUInt32LittleEndian(chunk[124..]),
            chunk.StartsWith(EvtxFormat.ChunkSignature));
}
