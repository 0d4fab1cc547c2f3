namespace Hindcast.Formats.Archives;

/// <summary>Bytes in memory as a <see cref="ByteSource"/>.</summary>
internal sealed class MemorySource(byte[] bytes, int length) : ByteSource
{
    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override Stream Open(long offset, long count) => new MemoryStream(bytes, (int)offset, (int)count, writable: false);
}
