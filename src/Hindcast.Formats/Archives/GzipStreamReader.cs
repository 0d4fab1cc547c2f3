using System.Buffers.Binary;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Gzip (RFC 1952), any number of members. The platform's gzip reader takes a file that breaks off for a whole one and loses
/// bytes before damage, so that this one does the framing itself: it finds the trailer by its checksum and length.
/// Not thread-safe.
/// </summary>
internal sealed class GzipStreamReader(Stream packed, Func<long, Stream>? reopenAt) : ReadOnlyStream
{
    private const int MaxHeaderField = 1 << 16;
    private readonly GzipFeed _feed = new(packed);
    private InflateStream? _inflate;
    private Crc32 _crc;
    private uint _length;
    private bool _ended;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (!_ended && !buffer.IsEmpty)
        {
            _inflate ??= OpenMember();
            int read = _inflate.Read(buffer);
            if (read > 0)
            {
                _crc.Append(buffer[..read]);
                _length += (uint)read;
                return read;
            }

            FinishMember();
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflate?.Dispose();
            _feed.Dispose();
        }

        base.Dispose(disposing);
    }

    private InflateStream OpenMember()
    {
        Span<byte> header = stackalloc byte[10];
        if (_feed.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            throw new DecodingException(SourceDiagnostics.ArchiveTruncated, "end of the bytes in the header");
        }

        int flags = header[3];
        if (!header.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]) || (flags & 0xE0) != 0)
        {
            throw new DecodingException(SourceDiagnostics.ArchiveDamaged, "no gzip header");
        }

        if ((flags & 4) != 0)
        {
            int length = Next() | (Next() << 8);
            for (int i = 0; i < length; i++)
            {
                Next();
            }
        }

        SkipText((flags & 8) != 0);
        SkipText((flags & 16) != 0);
        if ((flags & 2) != 0)
        {
            Next();
            Next();
        }

        long start = _feed.Offset;
        _crc = default;
        _length = 0;
        return new InflateStream(new KeepOpenStream(_feed), reopenAt is null ? null : () => reopenAt(start));
    }

    private void SkipText(bool present)
    {
        for (int i = 0; present && Next() != 0; i++)
        {
            if (i > MaxHeaderField)
            {
                throw new DecodingException(SourceDiagnostics.ArchiveDamaged, "a name without end in the header");
            }
        }
    }

    private int Next()
    {
        int value = _feed.ReadByte();
        return value >= 0 ? value : throw new DecodingException(SourceDiagnostics.ArchiveTruncated, "end of the bytes in the header");
    }

    private void FinishMember()
    {
        _inflate?.Dispose();
        _inflate = null;
        byte[] piece = _feed.TakeBackLastPiece(out bool ended);
        for (int at = 0; at <= piece.Length - 8; at++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(piece.AsSpan(at)) == _crc.Value
                && BinaryPrimitives.ReadUInt32LittleEndian(piece.AsSpan(at + 4)) == _length)
            {
                _feed.Skip(at + 8);
                FindNextMember(piece.AsSpan(at + 8), ended);
                return;
            }
        }

        _ended = true;
        bool whole = !ended || (piece.Length >= 8
            && (BinaryPrimitives.ReadUInt32LittleEndian(piece.AsSpan(piece.Length - 4)) == _length
                || BinaryPrimitives.ReadUInt32LittleEndian(piece.AsSpan(piece.Length - 8)) == _crc.Value));
        throw whole
            ? new DecodingException(SourceDiagnostics.ChecksumWrong, FormattableString.Invariant($"{_crc.Value:x8}"))
            : new DecodingException(SourceDiagnostics.ArchiveTruncated, "end of the bytes");
    }

    private void FindNextMember(ReadOnlySpan<byte> rest, bool ended)
    {
        int zeros = rest.IndexOfAnyExcept((byte)0);
        if (zeros < 0)
        {
            // Nothing, or padding as tapes have it.
            _ended = true;
            return;
        }

        _feed.Skip(zeros);
        rest = rest[zeros..];
        if (!rest.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            _ended = true;
            throw new DecodingException(SourceDiagnostics.TrailingBytes,
                FormattableString.Invariant($"{rest.Length}{(ended ? "" : " or more")} bytes"));
        }
    }
}
