using System.Runtime.CompilerServices;

namespace Hindcast.Formats.Archives;

/// <summary>A file as a stream by the calls of Linux: opened, read and looked at with one call each. Not thread-safe; has to be disposed of.</summary>
internal sealed class LinuxStream : DiskStream
{
    private const int Closed = -1;

    private int _file;

    private LinuxStream(int file, long length)
        : base(length) => _file = file;

    /// <summary>Opens a file; null when it cannot be opened so.</summary>
    /// <param name="fullPath">The file.</param>
    /// <param name="length">Bytes of it that are read.</param>
    /// <exception cref="FileNotFoundException">A link stands in its place.</exception>
    [SkipLocalsInit]
    internal static LinuxStream? Open(string fullPath, long length)
    {
        Span<byte> path = stackalloc byte[LinuxCalls.MaxPathBytes];
        int pathBytes = LinuxCalls.WritePath(fullPath, path);
        int file = pathBytes == 0 ? Closed : LinuxCalls.OpenFile(path[..pathBytes]);
        return file < 0 ? null : new LinuxStream(file, length);
    }

    /// <inheritdoc/>
    internal override FileState Now() => LinuxCalls.Look(_file) is { } status ? new FileState(status.LengthBytes, status.Modified) : throw new IOException();

    /// <inheritdoc/>
    protected override int ReadAt(long offset, Span<byte> buffer) => LinuxCalls.Read(_file, buffer, offset);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _file >= 0)
        {
            LinuxCalls.Close(_file);
            _file = Closed;
        }

        base.Dispose(disposing);
    }
}
