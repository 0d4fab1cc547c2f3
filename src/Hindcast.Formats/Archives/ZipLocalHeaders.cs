using System.Buffers.Binary;
using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Finds the members of a zip without its directory: a copy that broke off, a collector that was stopped. Follows local headers;
/// where the length comes only after the bytes (bit 3, as Go and .NET write), looks for the descriptor whose length fits.
/// </summary>
internal sealed class ZipLocalHeaders
{
    private const int HeaderLength = 30;
    private const uint LocalHeader = 0x04034B50, Descriptor = 0x08074B50, DirectoryEntry = 0x02014B50;
    private readonly Stream _archive;
    private readonly byte[] _buffer = new byte[64 << 10];
    private long _bufferStart;
    private int _buffered;
    private long _searchLeft;

    private ZipLocalHeaders(Stream archive)
    {
        _archive = archive;

        // Each search may run to the end; together they stay linear.
        _searchLeft = 8 * archive.Length;
    }

    /// <summary>Lists what can be found; at most one more than <paramref name="maxMembers"/>.</summary>
    public static IReadOnlyList<ZipMember> Scan(Stream archive, int maxMembers) => new ZipLocalHeaders(archive).Scan(maxMembers);

    private List<ZipMember> Scan(int maxMembers)
    {
        List<ZipMember> members = [];
        long at = 0;
        while (members.Count <= maxMembers)
        {
            at = NextSignature(at, out uint signature);
            if (at < 0 || signature == DirectoryEntry)
            {
                break;
            }

            if (signature != LocalHeader || ReadMember(at, out long end) is not { } member)
            {
                at += 4;
                continue;
            }

            members.Add(member);
            at = end;
        }

        return members;
    }

    private ZipMember? ReadMember(long at, out long end)
    {
        end = at;
        Span<byte> header = stackalloc byte[HeaderLength];
        if (!ReadAt(at, header) || !IsPlausible(header))
        {
            return null;
        }

        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        byte[] variable = new byte[nameLength + BinaryPrimitives.ReadUInt16LittleEndian(header[28..])];
        if (!ReadAt(at + HeaderLength, variable))
        {
            return null;
        }

        ZipExtra fields = new()
        {
            PackedBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]),
            LengthBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[22..]),
        };
        fields.Read(variable.AsSpan(nameLength));
        EvidenceTime? dos = ZipExtra.DosTime(
            BinaryPrimitives.ReadUInt16LittleEndian(header[12..]), BinaryPrimitives.ReadUInt16LittleEndian(header[10..]));
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(header[14..]);
        ZipMember member = new(
            ZipDirectory.DecodeName(variable.AsSpan(0, nameLength)), at, fields.PackedBytes, fields.LengthBytes, crc,
            BinaryPrimitives.ReadUInt16LittleEndian(header[8..]), flags, fields.Modified ?? dos, fields.Modified is null && dos is not null);
        long start = at + HeaderLength + variable.Length;
        if ((flags & 8) != 0 && fields.PackedBytes is 0 or uint.MaxValue)
        {
            return WithDescriptor(member, start, out end);
        }

        if (fields.PackedBytes < 0 || fields.LengthBytes < 0)
        {
            return null;
        }

        long packed = Math.Min(fields.PackedBytes, _archive.Length - start);
        end = start + packed;
        return member with { PackedBytes = packed };
    }

    private static bool IsPlausible(ReadOnlySpan<byte> header) =>
        header[5] <= 1 && BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) <= 99
        && BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) is > 0 and <= 4096;

    private ZipMember WithDescriptor(ZipMember member, long start, out long end)
    {
        long at = start, nextHeader = -1;
        Span<byte> descriptor = stackalloc byte[24];
        while ((at = NextSignature(at, out uint signature)) >= 0)
        {
            if (signature == Descriptor)
            {
                descriptor.Clear();
                ReadAt(at, descriptor);
                long packed = at - start;
                bool isLong = BinaryPrimitives.ReadInt64LittleEndian(descriptor[8..]) == packed;
                if (isLong || BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..]) == (uint)packed)
                {
                    end = at + (isLong ? 24 : 16);
                    return member with
                    {
                        PackedBytes = packed,
                        LengthBytes = isLong
                            ? Math.Max(-1, BinaryPrimitives.ReadInt64LittleEndian(descriptor[16..]))
                            : BinaryPrimitives.ReadUInt32LittleEndian(descriptor[12..]),
                        Crc = BinaryPrimitives.ReadUInt32LittleEndian(descriptor[4..]),
                    };
                }
            }
            else if (nextHeader < 0)
            {
                nextHeader = at;
                if (_searchLeft <= 0)
                {
                    break;
                }
            }

            at += 4;
        }

        end = nextHeader >= 0 ? nextHeader : _archive.Length;
        return member with { PackedBytes = end - start, LengthBytes = -1, Crc = null };
    }

    /// <summary>The offset of the next signature of a zip record, or -1.</summary>
    private long NextSignature(long from, out uint signature)
    {
        signature = 0;
        while (from <= _archive.Length - 4)
        {
            ReadOnlySpan<byte> window = BufferAt(from);
            if (window.Length < 4)
            {
                return -1;
            }

            int at = window[..^2].IndexOf("PK"u8);
            if (at < 0 || at > window.Length - 4)
            {
                long step = at < 0 ? window.Length - 3 : at;
                _searchLeft -= step;
                if (step == 0)
                {
                    return -1;
                }

                from += step;
                continue;
            }

            signature = BinaryPrimitives.ReadUInt32LittleEndian(window[at..]);
            from += at;
            _searchLeft -= at;
            if (signature is LocalHeader or Descriptor or DirectoryEntry)
            {
                return from;
            }

            from += 2;
        }

        return -1;
    }

    /// <summary>At least 4 buffered bytes from an offset on, unless the file ends.</summary>
    private ReadOnlySpan<byte> BufferAt(long offset)
    {
        long skip = offset - _bufferStart;
        if (skip < 0 || skip > _buffered - 4)
        {
            _archive.Position = _bufferStart = offset;
            _buffered = _archive.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
            skip = 0;
        }

        return _buffer.AsSpan((int)skip, _buffered - (int)skip);
    }

    private bool ReadAt(long offset, Span<byte> bytes)
    {
        _archive.Position = offset;
        return _archive.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
    }
}
