using System.Buffers;

namespace Hindcast.Formats.Archives;

/// <summary>A stream whose first bytes were looked at, from its start again. Owns the stream. Not thread-safe.</summary>
internal sealed class HeadStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly byte[] _head;
    private readonly int _headLength;
    private int _given;
    private bool _isDisposed;

    /// <summary>Reads the first bytes.</summary>
    /// <param name="inner">The stream.</param>
    /// <param name="headBytes">How many are read at once; more than a signature needs where the rest will be wanted, too.</param>
    public HeadStream(Stream inner, int headBytes = ContainerSignature.LengthBytes)
    {
        _inner = inner;
        _head = ArrayPool<byte>.Shared.Rent(headBytes);
        _headLength = inner.ReadAtLeast(_head.AsSpan(0, headBytes), headBytes, throwOnEndOfStream: false);
    }

    /// <summary>What the first bytes say.</summary>
    public ContainerKind Kind => ContainerSignature.Of(_head.AsSpan(0, Math.Min(_headLength, ContainerSignature.LengthBytes)));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_given == _headLength)
        {
            return _inner.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _headLength - _given);
        _head.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _given = _headLength;
            ArrayPool<byte>.Shared.Return(_head);
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
