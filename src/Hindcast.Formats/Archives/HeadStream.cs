namespace Hindcast.Formats.Archives;

/// <summary>A stream whose first bytes were looked at, from its start again. Owns the stream. Not thread-safe.</summary>
internal sealed class HeadStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly byte[] _head;
    private readonly int _headLength;
    private int _given;

    /// <summary>Reads the first bytes.</summary>
    public HeadStream(Stream inner)
    {
        _inner = inner;
        _head = new byte[ContainerSignature.LengthBytes];
        _headLength = inner.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
    }

    /// <summary>What the first bytes say.</summary>
    public ContainerKind Kind => ContainerSignature.Of(_head.AsSpan(0, _headLength));

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
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
