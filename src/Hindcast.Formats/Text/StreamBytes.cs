namespace Hindcast.Formats.Text;

/// <summary>Reads a stream, with bytes that were already taken from it (for detection) put in front.</summary>
public sealed class StreamBytes(ReadOnlyMemory<byte> head, Stream stream) : ITextBytes
{
    private ReadOnlyMemory<byte> _head = head;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        if (_head.IsEmpty)
        {
            return stream.Read(buffer);
        }

        int taken = Math.Min(buffer.Length, _head.Length);
        _head.Span[..taken].CopyTo(buffer);
        _head = _head[taken..];
        return taken;
    }
}
