using Microsoft.Win32.SafeHandles;

namespace Hindcast.Formats.Text;

/// <summary>Reads a file from an offset on, without moving a shared position, so that several threads can share it.</summary>
public sealed class FileBytes(SafeFileHandle handle, long offset) : ITextBytes
{
    private long _position = offset;

    /// <summary>Why reading stopped early, or null.</summary>
    public IOException? Failure { get; private set; }

    /// <summary>Offset of the next byte.</summary>
    public long Position => _position;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        try
        {
            int read = RandomAccess.Read(handle, buffer, _position);
            _position += read;
            return read;
        }
        catch (IOException failure)
        {
            Failure = failure;
            return 0;
        }
    }
}
