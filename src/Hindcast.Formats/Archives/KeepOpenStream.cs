namespace Hindcast.Formats.Archives;

/// <summary>Gives a reader a stream that the reader may close without closing what is below. Not thread-safe.</summary>
internal sealed class KeepOpenStream(Stream inner) : ReadOnlyStream
{
    /// <inheritdoc/>
    public override bool CanSeek => inner.CanSeek;

    /// <inheritdoc/>
    public override long Length => inner.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);
}
