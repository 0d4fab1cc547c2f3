using System.Security.Cryptography;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>Hashes what passes through, while it is still in the processor's cache.</summary>
internal sealed class HashingBytes(ITextBytes source, IncrementalHash hash) : ITextBytes
{
    internal long Length { get; private set; }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        int read = source.Read(buffer);
        hash.AppendData(buffer[..read]);
        Length += read;
        return read;
    }
}
