using System.Buffers.Binary;
using System.Text;
using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Lists a zip (APPNOTE 6.3.10): by its central directory; when that is missing or broken, by the local headers that are
/// still there. Thread-safe.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Cp437 = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    /// <summary>Reads the directory.</summary>
    /// <param name="archive">The archive; must seek.</param>
    /// <param name="path">The archive's path, for diagnostics.</param>
    /// <param name="maxMembers">Where to stop.</param>
    /// <param name="sink">Takes what is wrong.</param>
    /// <returns>Members in the order of the directory; those past the limit are missing, with one more than the limit as a sign.</returns>
    public static IReadOnlyList<ZipMember> Read(Stream archive, string path, int maxMembers, DiagnosticSink sink)
    {
        long end = FindEnd(archive, out long entries, out long start, out long size);
        if (end < 0)
        {
            sink.Add(SourceDiagnostics.ArchiveTruncated.At(new(path, archive.Length), "no directory at the end"));
            return MarkOverlaps(ZipLocalHeaders.Scan(archive, maxMembers));
        }

        // A program or a comment may stand before the archive: then all offsets are off by its length.
        long shift = end - size - start;
        if (shift < 0 || size < 0 || start < 0)
        {
            shift = 0;
        }

        List<ZipMember> members = [];
        string? trouble = ReadEntries(archive, start, Math.Min(start + shift + size, archive.Length), shift, maxMembers, members, out long at);
        if (trouble is null && members.Count < entries && members.Count <= maxMembers)
        {
            trouble = FormattableString.Invariant($"{members.Count} entries of {entries}");
        }

        if (trouble is not null)
        {
            sink.Add(SourceDiagnostics.ArchiveDamaged.At(new(path, at), trouble, "a directory entry"));
            IReadOnlyList<ZipMember> found = ZipLocalHeaders.Scan(archive, maxMembers);
            return MarkOverlaps(found.Count > members.Count ? found : members);
        }

        return MarkOverlaps(members);
    }

    /// <summary>A name: UTF-8 when flagged or valid, else code page 437.</summary>
    public static string DecodeName(ReadOnlySpan<byte> name)
    {
        try
        {
            return StrictUtf8.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return Cp437.GetString(name);
        }
    }

    /// <summary>Finds the end record; gives its offset (of the zip64 one if there is one), or -1.</summary>
    private static long FindEnd(Stream archive, out long entries, out long start, out long size)
    {
        entries = start = size = 0;
        int tailLength = (int)Math.Min(archive.Length, EndLength + ushort.MaxValue);
        byte[] tail = new byte[tailLength];
        archive.Position = archive.Length - tailLength;
        archive.ReadExactly(tail);
        for (int at = tailLength - EndLength; at >= 0; at--)
        {
            ReadOnlySpan<byte> record = tail.AsSpan(at);
            if (!record.StartsWith("PK\x05\x06"u8)
                || BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) > record.Length - EndLength)
            {
                continue;
            }

            entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
            size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
            start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
            long end = archive.Length - tailLength + at;
            return FindLongEnd(archive, end, ref entries, ref start, ref size);
        }

        return -1;
    }

    private static long FindLongEnd(Stream archive, long end, ref long entries, ref long start, ref long size)
    {
        Span<byte> locator = stackalloc byte[20];
        Span<byte> record = stackalloc byte[56];
        if (end < locator.Length + record.Length)
        {
            return end;
        }

        archive.Position = end - locator.Length;
        archive.ReadExactly(locator);
        if (!locator.StartsWith("PK\x06\x07"u8))
        {
            return end;
        }

        // The record stands right before its locator; what the locator says is wrong when something was put before the archive.
        archive.Position = end - locator.Length - record.Length;
        archive.ReadExactly(record);
        if (!record.StartsWith("PK\x06\x06"u8))
        {
            long said = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
            if (said < 0 || said > end - record.Length)
            {
                return end;
            }

            archive.Position = said;
            archive.ReadExactly(record);
            if (!record.StartsWith("PK\x06\x06"u8))
            {
                return end;
            }

            end = said;
        }
        else
        {
            end = end - locator.Length - record.Length;
        }

        entries = BinaryPrimitives.ReadInt64LittleEndian(record[32..]);
        size = BinaryPrimitives.ReadInt64LittleEndian(record[40..]);
        start = BinaryPrimitives.ReadInt64LittleEndian(record[48..]);
        return end;
    }

    /// <summary>Reads entries up to an offset; gives what was wrong and where, or null.</summary>
    private static string? ReadEntries(
        Stream archive, long start, long end, long shift, int maxMembers, List<ZipMember> members, out long at)
    {
        at = start + shift;
        if (at > end)
        {
            return "a directory beyond the end";
        }

        archive.Position = at;
        using BufferedStream buffered = new(new KeepOpenStream(archive), 64 << 10);
        byte[] header = new byte[EntryLength];
        byte[] variable = new byte[3 * (ushort.MaxValue + 1)];
        while (at < end && members.Count <= maxMembers)
        {
            if (end - at < EntryLength || buffered.ReadAtLeast(header, EntryLength, throwOnEndOfStream: false) < EntryLength)
            {
                return "too few bytes";
            }

            if (!header.AsSpan().StartsWith("PK\x01\x02"u8))
            {
                // A digital signature may follow the entries.
                return header.AsSpan().StartsWith("PK\x05\x05"u8) ? null : "another signature";
            }

            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
            int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
            int rest = nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32));
            if (rest > end - at - EntryLength || buffered.ReadAtLeast(variable.AsSpan(0, rest), rest, throwOnEndOfStream: false) < rest)
            {
                return "too few bytes";
            }

            ZipMember member = Parse(header, variable.AsSpan(0, nameLength), variable.AsSpan(nameLength, extraLength), shift);
            if (member.HeaderOffset < 0 || member.HeaderOffset >= archive.Length || member.PackedBytes < 0 || member.LengthBytes < 0)
            {
                return "an offset or length that cannot be";
            }

            members.Add(member);
            at += EntryLength + rest;
        }

        return null;
    }

    private static ZipMember Parse(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, long shift)
    {
        ZipExtra fields = new()
        {
            PackedBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]),
            LengthBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]),
            HeaderOffset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]),
        };
        fields.Read(extra);
        EvidenceTime? dos = ZipExtra.DosTime(
            BinaryPrimitives.ReadUInt16LittleEndian(header[14..]), BinaryPrimitives.ReadUInt16LittleEndian(header[12..]));
        bool madeOnUnix = header[5] is 3 or 19;
        uint mode = BinaryPrimitives.ReadUInt32LittleEndian(header[38..]) >> 16;
        return new ZipMember(
            DecodeName(name), fields.HeaderOffset + shift, fields.PackedBytes, fields.LengthBytes,
            BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            BinaryPrimitives.ReadUInt16LittleEndian(header[10..]), BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
            fields.Modified ?? dos, fields.Modified is null && dos is not null)
        {
            IsLink = madeOnUnix && (mode & 0xF000) == 0xA000,
        };
    }

    /// <summary>Members whose packed bytes start inside those of another are how a small zip unpacks to petabytes.</summary>
    private static ZipMember[] MarkOverlaps(IReadOnlyList<ZipMember> members)
    {
        int[] order = [.. Enumerable.Range(0, members.Count)
            .OrderBy(i => members[i].HeaderOffset).ThenBy(static i => i)];
        ZipMember[] marked = [.. members];
        long used = 0;
        foreach (int i in order)
        {
            ZipMember member = marked[i];
            bool overlaps = member.HeaderOffset < used;
            marked[i] = member with { Overlaps = overlaps };
            if (!overlaps)
            {
                used = member.HeaderOffset + 30 + member.PackedBytes;
            }
        }

        return marked;
    }
}
