using Microsoft.Win32.SafeHandles;

namespace Hindcast.Formats.Archives;

/// <summary>A stretch of an open file as a stream that owns the handle. Not thread-safe.</summary>
internal sealed class RangeStream(SafeFileHandle handle, long start, long length) : DiskStream(length)
{
    /// <inheritdoc/>
    internal override FileState Now() => new(RandomAccess.GetLength(handle), FileState.TimeOf(() => File.GetLastWriteTimeUtc(handle)));

    /// <inheritdoc/>
    protected override int ReadAt(long offset, Span<byte> buffer) => RandomAccess.Read(handle, buffer, start + offset);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            handle.Dispose();
        }

        base.Dispose(disposing);
    }
}
