using System.Numerics;
using System.Runtime.InteropServices;

namespace Hindcast.Evidence.Assessments;

/// <summary>
/// What is usual on a server, in few bytes: a Bloom filter over what <see cref="UnusualSign.Thing"/> would name. It never denies
/// what it holds, and holds about one in a hundred of what it was not given. Nothing can be read back out of it. Immutable.
/// </summary>
public sealed class UsualThings
{
    /// <summary>Most things that are taken in; those with the smallest hashes stay.</summary>
    public const int MaxThings = 1 << 13;

    private const int Probes = 6, BitsPerThing = 10, MinBytes = 32;

    /// <summary>Longer texts are none of ours.</summary>
    private const int MaxBytes = 1 << 15;

    private readonly byte[] _bits;

    private UsualThings(byte[] bits) => _bits = bits;

    /// <summary>Nothing is usual.</summary>
    public static UsualThings None { get; } = new([]);

    /// <summary>The hash of a thing, the same on every machine. A lonely session and a page of a web root are compared by their path.</summary>
    public static ulong HashOf(UnusualFamily family, string thing)
    {
        ArgumentNullException.ThrowIfNull(thing);
        family = family is UnusualFamily.Session or UnusualFamily.File ? UnusualFamily.FirstSeen : family;
        ulong hash = 0xCBF29CE484222325 ^ (ulong)family;
        foreach (byte value in MemoryMarshal.AsBytes(thing.AsSpan()))
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        hash ^= hash >> 31;
        hash *= 0x9FB21C651E98DF25;
        return hash ^ (hash >> 28);
    }

    /// <summary>Makes one of hashes.</summary>
    public static UsualThings Of(IReadOnlyCollection<ulong> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        if (hashes.Count == 0)
        {
            return None;
        }

        ulong[] kept = [.. hashes.Order().Take(MaxThings)];
        byte[] bits = new byte[Math.Max(MinBytes, (int)BitOperations.RoundUpToPowerOf2((uint)(kept.Length * BitsPerThing)) / 8)];
        foreach (ulong hash in kept)
        {
            for (int i = 0; i < Probes; i++)
            {
                (int at, int bit) = Place(hash, i, bits.Length);
                bits[at] |= (byte)(1 << bit);
            }
        }

        return new UsualThings(bits);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else is <see cref="None"/>.</summary>
    public static UsualThings Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxBytes)
        {
            return None;
        }

        // Thousands are read for one page, and most are small.
        Span<byte> bits = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bits, out int length) && length >= MinBytes && BitOperations.IsPow2(length)
            ? new UsualThings(bits[..length].ToArray()) : None;
    }

    /// <summary>True when the server is used to it, or, rarely, when it is not.</summary>
    public bool MayHold(UnusualFamily family, string thing) => MayHold(HashOf(family, thing));

    /// <summary>The same by <see cref="HashOf"/>, for one thing and many servers.</summary>
    public bool MayHold(ulong hash)
    {
        if (_bits.Length == 0)
        {
            return false;
        }

        for (int i = 0; i < Probes; i++)
        {
            (int at, int bit) = Place(hash, i, _bits.Length);
            if ((_bits[at] & (1 << bit)) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As Base64; "" for <see cref="None"/>.</summary>
    public override string ToString() => Convert.ToBase64String(_bits);

    private static (int Byte, int Bit) Place(ulong hash, int probe, int bytes)
    {
        ulong bit = (hash + ((ulong)probe * ((hash >> 32) | 1))) & (((ulong)bytes * 8) - 1);
        return ((int)(bit >> 3), (int)(bit & 7));
    }
}
