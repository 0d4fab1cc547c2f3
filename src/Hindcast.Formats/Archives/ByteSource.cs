namespace Hindcast.Formats.Archives;

/// <summary>
/// Bytes that can be read from any offset by several threads, each with its own stream: a file, a stretch of one, or memory.
/// Immutable, thread-safe. Holds no handle: each stream has its own.
/// </summary>
internal abstract class ByteSource
{
    /// <summary>Length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a stream over a stretch; it can seek within it. Throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.</summary>
    public abstract Stream Open(long offset, long length);

    /// <summary>Opens a stream over everything.</summary>
    public Stream Open() => Open(0, Length);

    /// <summary>A stretch of this source as a source.</summary>
    public ByteSource Window(long offset, long length) => new WindowSource(this, offset, length);

    private sealed class WindowSource(ByteSource outer, long start, long length) : ByteSource
    {
        public override long Length => length;

        public override Stream Open(long offset, long count) => outer.Open(start + offset, Math.Min(count, length - offset));
    }
}
