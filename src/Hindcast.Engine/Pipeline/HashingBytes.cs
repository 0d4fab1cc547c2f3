using System.Security.Cryptography;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>Counts what passes through, and hashes it while it is still in the processor's cache, unless no hash is wanted.</summary>
internal sealed class HashingBytes(ITextBytes source, IncrementalHash? hash) : ITextBytes
{
    internal long Length { get; private set; }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        int read = source.Read(buffer);
        hash?.AppendData(buffer[..read]);
        Length += read;
        return read;
    }

    /// <summary>The SHA-256 of all that passed, in lower-case hex; null when none is wanted.</summary>
    internal string? Sha256() => hash is null ? null : Convert.ToHexStringLower(hash.GetHashAndReset());
}
