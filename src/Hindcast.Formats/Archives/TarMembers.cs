using System.Globalization;
using System.Text;
using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Lists the files of a tar in order, with pax and GNU long names. Links and devices are reported and passed over; after damage
/// it goes on at the next block that is a header. Reads forward only, and seeks over bodies where it can. Not thread-safe.
/// </summary>
internal sealed class TarMembers(Stream tar, string path, DiagnosticSink sink)
{
    private const int MaxExtensionLength = 1 << 20;
    private readonly byte[] _block = new byte[TarHeader.BlockLength];
    private long _offset;
    private long _bodyEnd;
    private bool _ended;
    private string? _longName;
    private Dictionary<string, string> _pax = [];

    /// <summary>Goes on to the next file; null at the end.</summary>
    public TarMember? Next()
    {
        while (true)
        {
            Pass(_bodyEnd - _offset);
            long at = _offset;
            if (_offset < _bodyEnd || !ReadBlock(at))
            {
                return null;
            }

            if (_block.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            {
                // The end mark. Another tar may follow, and reading on lets the packing around this one check its checksum.
                _ended = true;
                continue;
            }

            if (!TarHeader.IsHeader(_block) && !FindHeader(ref at))
            {
                return null;
            }

            long length = _pax.TryGetValue("size", out string? size) && long.TryParse(size, CultureInfo.InvariantCulture, out long paxSize)
                ? paxSize
                : TarHeader.Length(_block);
            if (length < 0 || length > long.MaxValue - _offset - TarHeader.BlockLength)
            {
                sink.Add(SourceDiagnostics.ArchiveDamaged.At(new(path, at), "a length that cannot be"));
                length = 0;
            }

            _ended = false;
            _bodyEnd = _offset + ((length + TarHeader.BlockLength - 1) / TarHeader.BlockLength * TarHeader.BlockLength);
            if (Take(at, length) is { } member)
            {
                return member;
            }
        }
    }

    /// <summary>The bytes of the current file, forward only.</summary>
    public Stream Body(TarMember member) => new BodyStream(this, member.DataOffset + member.LengthBytes);

    private TarMember? Take(long at, long length)
    {
        char type = TarHeader.Type(_block);
        if (type is 'L' or 'K' or 'x' or 'X')
        {
            ReadExtension(type, at, length);
            return null;
        }

        string name = _pax.GetValueOrDefault("path") ?? _longName ?? TarHeader.Name(_block);
        EvidenceTime? modified = PaxTime() ?? TarHeader.Modified(_block);
        bool sparse = type == 'S' || _pax.Keys.Any(static key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal));
        string owner = Owner();
        string link = _pax.GetValueOrDefault("linkpath") ?? TarHeader.LinkName(_block);
        _longName = null;
        _pax = [];
        string shown = MemberNames.Shown(name);
        switch (type)
        {
            case '0' or '7' when !sparse && name.EndsWith('/'):
            case '5' or 'g':
                return null;
            case '0' or '7' when !sparse:
                return new TarMember(name, at, _offset, length, modified, owner);
            case '1' or '2':
                sink.Add(SourceDiagnostics.LinkInArchive.At(new(path, at), $"{shown} -> {MemberNames.Shown(link)}"));
                return null;
            case '0' or '7' or 'S':
                sink.Add(SourceDiagnostics.Unsupported.At(new(path, at), $"{shown}: a file with holes (GNU sparse)", lostBytes: length));
                return null;
            default:
                sink.Add(SourceDiagnostics.SpecialMember.At(new(path, at), $"{shown}: type {MemberNames.Shown(type.ToString())}"));
                return null;
        }
    }

    private void ReadExtension(char type, long at, long length)
    {
        if (length > MaxExtensionLength)
        {
            sink.Add(SourceDiagnostics.ArchiveDamaged.At(new(path, at), "an extended header that is too long"));
            return;
        }

        byte[] bytes = new byte[length];
        int read = tar.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _offset += read;
        if (type == 'L')
        {
            int end = bytes.AsSpan(0, read).IndexOf((byte)0);
            _longName = TarHeader.Decode(bytes.AsSpan(0, end < 0 ? read : end));
        }
        else if (type is 'x' or 'X')
        {
            ReadPax(bytes.AsSpan(0, read));
        }
    }

    /// <summary>Records of the form "length key=value\n", the length counting itself.</summary>
    private void ReadPax(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int space = bytes.IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(bytes[..space], CultureInfo.InvariantCulture, out int length)
                || length <= space + 1 || length > bytes.Length)
            {
                return;
            }

            ReadOnlySpan<byte> record = bytes[(space + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals > 0)
            {
                _pax[Encoding.UTF8.GetString(record[..equals])] = TarHeader.Decode(record[(equals + 1)..]);
            }

            bytes = bytes[length..];
        }
    }

    private string Owner()
    {
        string name = _pax.GetValueOrDefault("uname") ?? TarHeader.UserName(_block);
        long number = _pax.TryGetValue("uid", out string? uid) && long.TryParse(uid, CultureInfo.InvariantCulture, out long pax) ? pax : TarHeader.UserId(_block);
        return name.Length > 0 ? MemberNames.Shown(name) : number >= 0 ? FormattableString.Invariant($"uid {number}") : "";
    }

    private EvidenceTime? PaxTime()
    {
        if (!_pax.TryGetValue("mtime", out string? text)
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            || seconds <= 0 || TarHeader.UnixTime((long)Math.Min(seconds, long.MaxValue)) is not { } whole)
        {
            return null;
        }

        long ticks = (long)((seconds - Math.Floor(seconds)) * TimeSpan.TicksPerSecond);
        return new EvidenceTime(whole.UtcTicks + ticks, text.Contains('.', StringComparison.Ordinal) ? TimePrecision.Tick : TimePrecision.Second);
    }

    private bool ReadBlock(long at)
    {
        int read = tar.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        _offset += read;
        if (read == _block.Length)
        {
            return true;
        }

        if (!_ended)
        {
            sink.Add(SourceDiagnostics.ArchiveTruncated.At(
                new(path, at), FormattableString.Invariant($"end of the bytes after {read} bytes"), "a header or an end mark"));
        }

        return false;
    }

    /// <summary>Passes over blocks until one is a header.</summary>
    private bool FindHeader(ref long at)
    {
        long damagedAt = at;
        _longName = null;
        _pax = [];
        bool found = false;
        while (!found)
        {
            at = _offset;
            int read = tar.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
            _offset += read;
            if (read < _block.Length)
            {
                break;
            }

            found = TarHeader.IsHeader(_block);
        }

        sink.Add((_ended ? SourceDiagnostics.TrailingBytes : SourceDiagnostics.ArchiveDamaged).At(
            new(path, damagedAt), "no header", "a header", lostBytes: (found ? at : _offset) - damagedAt));
        return found;
    }

    private void Pass(long count)
    {
        if (count <= 0)
        {
            return;
        }

        if (tar.CanSeek)
        {
            long target = Math.Min(tar.Position + count, tar.Length);
            _offset += target - tar.Position;
            tar.Position = target;
        }
        else
        {
            byte[] scratch = new byte[64 << 10];
            int read;
            while (count > 0 && (read = tar.Read(scratch, 0, (int)Math.Min(count, scratch.Length))) > 0)
            {
                count -= read;
                _offset += read;
            }
        }

        if (_offset < _bodyEnd)
        {
            sink.Add(SourceDiagnostics.ArchiveTruncated.At(
                new(path, _offset), "end of the bytes in a member", lostBytes: _bodyEnd - _offset));
        }
    }

    private sealed class BodyStream(TarMembers members, long end) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, end - members._offset);
            int read = count <= 0 ? 0 : members.ReadBody(buffer[..count]);
            return read;
        }
    }

    private int ReadBody(Span<byte> buffer)
    {
        int read = tar.Read(buffer);
        _offset += read;
        return read;
    }
}
