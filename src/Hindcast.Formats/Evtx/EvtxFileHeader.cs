using System.Buffers.Binary;

namespace Hindcast.Formats.Evtx;

/// <summary>The first block of an event log file, as it stands there; nothing in it is trusted for reading.</summary>
/// <param name="FirstChunk">Number of the oldest chunk.</param>
/// <param name="LastChunk">Number of the newest chunk.</param>
/// <param name="NextRecordId">The id that the next record was to get.</param>
/// <param name="MinorVersion">1 up to Windows 10, 2 later.</param>
/// <param name="MajorVersion">Always 3.</param>
/// <param name="ChunkCount">Chunks in use.</param>
/// <param name="Flags">See <see cref="IsDirty"/>, <see cref="IsFull"/> and <see cref="HasNoChecksums"/>.</param>
/// <param name="Checksum">CRC-32 of the first 120 bytes, as written.</param>
/// <param name="IsSignatureValid">The block starts with <c>ElfFile</c>.</param>
/// <param name="IsChecksumValid">The checksum fits.</param>
public readonly record struct EvtxFileHeader(
    ulong FirstChunk,
    ulong LastChunk,
    ulong NextRecordId,
    ushort MinorVersion,
    ushort MajorVersion,
    ushort ChunkCount,
    uint Flags,
    uint Checksum,
    bool IsSignatureValid,
    bool IsChecksumValid)
{
    /// <summary>The log was not closed cleanly, or was copied while in use.</summary>
    public bool IsDirty => (Flags & 1) != 0;

    /// <summary>The log has reached its size limit: old records are overwritten, or new ones refused.</summary>
    public bool IsFull => (Flags & 2) != 0;

    /// <summary>The writer did not keep checksums.</summary>
    public bool HasNoChecksums => (Flags & 4) != 0;

    /// <summary>Reads a header.</summary>
    /// <param name="block">At least the first 128 bytes of the file; fewer give a header without valid signature.</param>
    public static EvtxFileHeader Parse(ReadOnlySpan<byte> block)
    {
        if (block.Length < 128)
        {
            return default;
        }

        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(block[124..]);
        return new(
            BinaryPrimitives.ReadUInt64LittleEndian(block[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(block[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(block[24..]),
            BinaryPrimitives.ReadUInt16LittleEndian(block[36..]),
            BinaryPrimitives.ReadUInt16LittleEndian(block[38..]),
            BinaryPrimitives.ReadUInt16LittleEndian(block[42..]),
            BinaryPrimitives.ReadUInt32LittleEndian(block[120..]),
            checksum,
            block.StartsWith(EvtxFormat.FileSignature),
            Crc32.Compute(block[..120]) == checksum);
    }
}
