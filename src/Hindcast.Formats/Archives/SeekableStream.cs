namespace Hindcast.Formats.Archives;

/// <summary>A reading stream of known length with a position; a subclass reads at an offset. Not thread-safe.</summary>
internal abstract class SeekableStream(long length) : ReadOnlyStream
{
    private long _position;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        long left = length - _position;
        if (left <= 0 || buffer.IsEmpty)
        {
            return 0;
        }

        int read = ReadAt(_position, buffer[..(int)Math.Min(buffer.Length, left)]);
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    /// <summary>Reads at an offset; 0 only at the end of the file.</summary>
    protected abstract int ReadAt(long offset, Span<byte> buffer);
}
