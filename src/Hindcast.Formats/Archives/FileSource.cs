using Microsoft.Win32.SafeHandles;

namespace Hindcast.Formats.Archives;

/// <summary>A file on disk as a <see cref="ByteSource"/>.</summary>
internal sealed class FileSource(string fullPath, long length) : ByteSource
{
    /// <inheritdoc/>
    public override long Length => length;

    /// <summary>Opens a file for shared reading, so that logs still written to can be read.</summary>
    public static SafeFileHandle OpenHandle(string fullPath) =>
        File.OpenHandle(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <inheritdoc/>
    public override Stream Open(long offset, long count) => new RangeStream(OpenHandle(fullPath), offset, count);
}
