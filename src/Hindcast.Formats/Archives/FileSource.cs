namespace Hindcast.Formats.Archives;

/// <summary>A file on disk as a <see cref="ByteSource"/>.</summary>
internal sealed class FileSource(string fullPath, long length) : ByteSource
{
    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override Stream Open(long offset, long count) => new RangeStream(DiskPath.Open(fullPath), offset, count);
}
