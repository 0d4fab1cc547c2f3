using System.Security.Cryptography;
using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// The stream that readers get: counts, stops at the limits, checks length and checksum at the end, and turns every error of
/// the decoder into a diagnostic. After that it ends (a read gives 0); it throws for misuse alone. Not thread-safe.
/// </summary>
internal sealed class GuardedStream : ReadOnlyStream
{
    private readonly Func<Stream>? _open;
    private readonly GuardPlan _plan;
    private readonly DiagnosticSink _sink;
    private Stream? _inner;
    private Crc32 _crc;
    private long _position;
    private bool _ended;

    /// <summary>Guards a stream that is opened at the first read.</summary>
    public GuardedStream(Func<Stream> open, GuardPlan plan, DiagnosticSink sink)
    {
        _open = open;
        _plan = plan;
        _sink = sink;
    }

    /// <summary>Guards a stream that is open, and owns it.</summary>
    public GuardedStream(Stream inner, GuardPlan plan, DiagnosticSink sink)
    {
        _inner = inner;
        _plan = plan;
        _sink = sink;
    }

    /// <summary>Bytes given so far.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>True when reading ended before the end of the evidence.</summary>
    public bool Failed { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            _inner ??= _open!();
            read = _inner.Read(buffer);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Decoders throw anything on hostile bytes; all of it means the same to the reader.
            return Fail(error);
        }

        return read <= 0 ? End() : Take(buffer[..read]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ended = true;
            try
            {
                _inner?.Dispose();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // A decoder left in mid-stream may object to being closed; what was read is already accounted for.
                Failed = true;
            }
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> bytes)
    {
        int count = bytes.Length;
        if (_plan.LengthBytes >= 0 && _position + count > _plan.LengthBytes)
        {
            count = (int)(_plan.LengthBytes - _position);
            Stop(SourceDiagnostics.MemberDamaged, "more bytes than the archive says", FormattableString.Invariant($"{_plan.LengthBytes} bytes"));
        }

        if (_plan.Budget is { } budget && !budget.TakeBytes(count))
        {
            Stop(SourceDiagnostics.UnpackedTooLarge, FormattableString.Invariant($"more than {_plan.Limits.MaxUnpackedBytes} bytes"));
            return 0;
        }

        long after = _position + count;
        if (_plan.PackedBytes is { } packed && after > _plan.Limits.RatioFreeBytes
            && after / Math.Max(1, packed()) >= _plan.Limits.MaxRatio)
        {
            Stop(SourceDiagnostics.RatioTooHigh,
                FormattableString.Invariant($"{after} bytes from {packed()}"), FormattableString.Invariant($"at most {_plan.Limits.MaxRatio} to 1"));
            return 0;
        }

        _position = after;
        if (_plan.Crc is not null)
        {
            _crc.Append(bytes[..count]);
        }

        return count;
    }

    private int End()
    {
        _ended = true;
        if (_plan.LengthBytes >= 0 && _position < _plan.LengthBytes)
        {
            Stop(_plan.OnDamage, "end of the bytes", FormattableString.Invariant($"{_plan.LengthBytes} bytes"), _plan.LengthBytes - _position);
        }
        else if (_plan.Crc is { } expected && _crc.Value != expected)
        {
            Stop(SourceDiagnostics.ChecksumWrong, FormattableString.Invariant($"{_crc.Value:x8}"), FormattableString.Invariant($"{expected:x8}"));
        }

        return 0;
    }

    private int Fail(Exception error)
    {
        long lost = _plan.LengthBytes >= 0 ? _plan.LengthBytes - _position : 0;
        switch (error)
        {
            case DecodingException known:
                Stop(known.Descriptor, known.Message, lostBytes: lost);
                break;
            case CryptographicException or SharpCompress.Common.CryptographicException:
                Stop(SourceDiagnostics.Encrypted, "wrong password, or none", lostBytes: lost);
                break;
            case FileNotFoundException or DirectoryNotFoundException:
                Stop(SourceDiagnostics.FileVanished, "no such file", lostBytes: lost);
                break;
            case UnauthorizedAccessException:
                Stop(SourceDiagnostics.FileUnreadable, "access denied", lostBytes: lost);
                break;
            default:
                // The type only: messages of decoders differ by version and may quote paths of this machine.
                Stop(_plan.OnDamage, error.GetType().Name, lostBytes: lost);
                break;
        }

        return 0;
    }

    private void Stop(DiagnosticDescriptor descriptor, string found, string expected = "", long lostBytes = 0)
    {
        _ended = true;
        Failed = true;
        _sink.Add(descriptor.At(new SourceLocation(_plan.Path, _position), found, expected, lostBytes: lostBytes));
    }
}
