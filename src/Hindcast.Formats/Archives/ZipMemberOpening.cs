using System.Buffers.Binary;
using SharpCompress.Compressors;
using SharpCompress.Compressors.Deflate64;
using SharpCompress.Readers;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Opens members of a zip: stored and deflated ones here, the rare methods and encryption by SharpCompress, which is given a
/// zip of this one member alone. Thread-safe; throws what a <see cref="GuardedStream"/> turns into diagnostics.
/// </summary>
internal static class ZipMemberOpening
{
    private const int HeaderLength = 30;

    /// <summary>Opens the unpacked bytes.</summary>
    public static Stream Open(ByteSource archive, ZipMember member, string? password)
    {
        byte[] header = ReadHeader(archive, member);
        long start = member.HeaderOffset + header.Length;
        long packed = Math.Min(member.PackedBytes, archive.Length - start);
        if (member.IsEncrypted)
        {
            return password is null
                ? throw new DecodingException(SourceDiagnostics.Encrypted, "no password given")
                : OpenAlone(archive, member, header, packed, password);
        }

        return member.Method switch
        {
            ZipMember.Stored => archive.Open(start, packed),
            ZipMember.Deflate => new InflateStream(archive.Open(start, packed), () => archive.Open(start, packed)),
            ZipMember.Deflate64 => new Deflate64Stream(archive.Open(start, packed), CompressionMode.Decompress),
            12 or 14 or 93 or 95 or 98 => OpenAlone(archive, member, header, packed, null),
            _ => throw new DecodingException(SourceDiagnostics.Unsupported, FormattableString.Invariant($"method {member.Method}")),
        };
    }

    /// <summary>The stretch of the archive that holds a stored member; null when it must be unpacked.</summary>
    public static ByteSource? StoredWindow(ByteSource archive, ZipMember member)
    {
        if (member.Method != ZipMember.Stored || member.IsEncrypted)
        {
            return null;
        }

        long start = member.HeaderOffset + ReadHeader(archive, member).Length;
        return archive.Window(start, Math.Max(0, Math.Min(member.PackedBytes, archive.Length - start)));
    }

    private static byte[] ReadHeader(ByteSource archive, ZipMember member)
    {
        using Stream stream = archive.Open(member.HeaderOffset, archive.Length - member.HeaderOffset);
        byte[] fixedPart = new byte[HeaderLength];
        if (stream.ReadAtLeast(fixedPart, HeaderLength, throwOnEndOfStream: false) < HeaderLength
            || !fixedPart.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            throw new DecodingException(SourceDiagnostics.MemberDamaged, "no header where the directory says");
        }

        int rest = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(fixedPart.AsSpan(28));
        byte[] header = new byte[HeaderLength + rest];
        fixedPart.CopyTo(header, 0);
        return stream.ReadAtLeast(header.AsSpan(HeaderLength), rest, throwOnEndOfStream: false) == rest
            ? header
            : throw new DecodingException(SourceDiagnostics.MemberDamaged, "end of the bytes in its header");
    }

    private static Stream OpenAlone(ByteSource archive, ZipMember member, byte[] header, long packed, string? password)
    {
        Stream alone = new ConcatenatedStream(
            archive.Open(member.HeaderOffset, header.Length + packed), new MemoryStream(Directory(member, header, packed), writable: false));
        SharpCompress.Archives.IArchive opened = SharpCompress.Archives.Zip.ZipArchive.OpenArchive(
            alone, new ReaderOptions { Password = password, LeaveStreamOpen = false });
        return opened.Entries.FirstOrDefault()?.OpenEntryStream()
            ?? throw new DecodingException(SourceDiagnostics.MemberDamaged, "no entry");
    }

    /// <summary>A directory and end record for one member whose local header stands at offset 0.</summary>
    private static byte[] Directory(ZipMember member, ReadOnlySpan<byte> header, long packed)
    {
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        List<byte> extra = [];
        AddLongSizes(extra, member, packed);
        ReadOnlySpan<byte> rest = header[(HeaderLength + nameLength)..];
        while (rest.Length >= 4)
        {
            int length = 4 + BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
            if (length > rest.Length)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(rest) == 0x9901)
            {
                extra.AddRange(rest[..length]);
            }

            rest = rest[length..];
        }

        int entryLength = 46 + nameLength + extra.Count;
        byte[] bytes = new byte[entryLength + 22];
        Span<byte> entry = bytes;
        bool isLong = packed >= uint.MaxValue || member.LengthBytes >= uint.MaxValue;
        "PK\x01\x02"u8.CopyTo(entry);
        header.Slice(4, 22).CopyTo(entry[6..]);
        header.Slice(4, 2).CopyTo(entry[4..]);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], member.Crc ?? 0);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[20..], isLong ? uint.MaxValue : (uint)packed);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], isLong ? uint.MaxValue : (uint)Math.Max(0, member.LengthBytes));
        BinaryPrimitives.WriteUInt16LittleEndian(entry[28..], (ushort)nameLength);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[30..], (ushort)extra.Count);
        header.Slice(HeaderLength, nameLength).CopyTo(entry[46..]);
        extra.ToArray().CopyTo(entry[(46 + nameLength)..]);
        Span<byte> end = entry[entryLength..];
        "PK\x05\x06"u8.CopyTo(end);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)entryLength);

        // Beyond 4 GB the true offset does not fit; the members of such archives are not that large in practice.
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)Math.Min(uint.MaxValue, header.Length + packed));
        return bytes;
    }

    private static void AddLongSizes(List<byte> extra, ZipMember member, long packed)
    {
        if (packed < uint.MaxValue && member.LengthBytes < uint.MaxValue)
        {
            return;
        }

        byte[] field = new byte[20];
        BinaryPrimitives.WriteUInt16LittleEndian(field, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(field.AsSpan(2), 16);
        BinaryPrimitives.WriteInt64LittleEndian(field.AsSpan(4), Math.Max(0, member.LengthBytes));
        BinaryPrimitives.WriteInt64LittleEndian(field.AsSpan(12), packed);
        extra.AddRange(field);
    }
}
