using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hindcast.Reports.Sharing;

/// <summary>UUID version 5 (RFC 9562, section 5.5): the same name in the same namespace gives the same id.</summary>
public static class NamedUuid
{
    /// <summary>STIX 2.1, section 2.9: the namespace of the ids of cyber observables, and of nothing else.</summary>
    public static readonly Guid StixObservables = new("00abedb4-aa42-466c-9c01-fed23315a9b7");

    /// <summary>Hindcast's own namespace, for all other ids.</summary>
    public static readonly Guid Hindcast = new("6f1f64d4-9a55-4c53-8c0f-1d9b3c3b8f57");

    /// <summary>Makes the id of a name.</summary>
    public static Guid Create(Guid space, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[] input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        space.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
#pragma warning disable CA5350 // SHA-1 is what version 5 is defined by; nothing is protected with it.
        Span<byte> hash = SHA1.HashData(input).AsSpan(0, 16);
#pragma warning restore CA5350
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
