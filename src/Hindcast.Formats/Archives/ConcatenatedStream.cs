namespace Hindcast.Formats.Archives;

/// <summary>Two seekable streams as one; owns both. Not thread-safe.</summary>
internal sealed class ConcatenatedStream(Stream first, Stream second) : SeekableStream(first.Length + second.Length)
{
    /// <inheritdoc/>
    protected override int ReadAt(long offset, Span<byte> buffer)
    {
        if (offset < first.Length)
        {
            first.Position = offset;
            return first.Read(buffer[..(int)Math.Min(buffer.Length, first.Length - offset)]);
        }

        second.Position = offset - first.Length;
        return second.Read(buffer);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
            second.Dispose();
        }

        base.Dispose(disposing);
    }
}
