using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Hashes of 64 bits for things seen: the same on every machine, quick, and no protection against somebody who looks for two
/// texts with one hash. Such a pair makes one new thing look known, which hides it from this part of the analysis alone.
/// </summary>
internal static class KeyHash
{
    private const ulong First = 0x9E3779B97F4A7C15, Second = 0xD6E8FEB86659FD93;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = First ^ (ulong)bytes.Length;
        int left = bytes.Length % sizeof(ulong);
        ulong rest = Rest(bytes, left);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        return Mix(hash, rest);
    }

    internal static ulong Of(string text) => Of(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>The hash of a text in upper case, without making it.</summary>
    internal static ulong OfUpper(string text)
    {
        Span<char> upper = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        text.AsSpan().ToUpperInvariant(upper);
        return Of(MemoryMarshal.AsBytes(upper));
    }

    /// <summary>Another hash, several times as quick, for what is looked up and not kept: its values differ between machines and must not reach a result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ulong Quick(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(ulong))
        {
            return Mix((ulong)bytes.Length * First, Rest(bytes, bytes.Length));
        }

        return Aes.IsSupported && bytes.Length >= Vector128<byte>.Count ? Rounds(bytes) : Words(bytes);
    }

    /// <summary>Rounds of AES as a mixer: each mixes 16 bytes. The last 16 bytes may overlap those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Rounds(ReadOnlySpan<byte> bytes)
    {
        ref byte origin = ref MemoryMarshal.GetReference(bytes);
        nuint length = (nuint)bytes.Length, at = 0, block = (nuint)Vector128<byte>.Count;
        Vector128<byte> one = Vector128.Create(First, (ulong)length).AsByte(), two = Vector128.Create(Second, First).AsByte();
        for (; at + (2 * block) <= length; at += 2 * block)
        {
            // Two strands, because a round has to wait for the one before it.
            one = Aes.Encrypt(one, Vector128.LoadUnsafe(ref origin, at));
            two = Aes.Encrypt(two, Vector128.LoadUnsafe(ref origin, at + block));
        }

        one = at + block <= length ? Aes.Encrypt(one, Vector128.LoadUnsafe(ref origin, at)) : one;
        two = Aes.Encrypt(two, Vector128.LoadUnsafe(ref origin, length - block));
        one = Aes.Encrypt(one, two);
        one = Aes.Encrypt(one, two);
        one = Aes.Encrypt(one, two);
        return one.AsUInt64().ToScalar();
    }

    private static ulong Words(ReadOnlySpan<byte> bytes)
    {
        // Two strands, because a product has to wait for the one before it. The last word may overlap the one before.
        ulong hash = (ulong)bytes.Length * First, other = Second, last = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]) * First;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (; words.Length >= 4; words = words[4..])
        {
            hash = Mix(hash ^ words[0], words[1] * First);
            other = Mix(other ^ words[2], words[3] * First);
        }

        foreach (ulong word in words)
        {
            hash = Mix(hash, word);
        }

        return Mix(hash, last ^ other);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong hash, ulong value)
    {
        // Both halves by themselves: the product of two words in one piece goes by way of memory.
        ulong low = (hash ^ value) * Second;
        ulong high = Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(hash ^ value, Second) : Math.BigMul(hash ^ value, Second, out _);
        return (high ^ low) + First;
    }

    /// <summary>The last bytes as a number, the first of them lowest.</summary>
    private static ulong Rest(ReadOnlySpan<byte> bytes, int left)
    {
        if (bytes.Length >= sizeof(ulong))
        {
            return left == 0 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]) >> (8 * (sizeof(ulong) - left));
        }

        // Few bytes are read from both ends, which may overlap in the middle.
        if (left >= sizeof(uint))
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]) << (8 * (left - sizeof(uint))));
        }

        return left == 0 ? 0 : bytes[0] | ((ulong)bytes[left / 2] << (8 * (left / 2))) | ((ulong)bytes[^1] << (8 * (left - 1)));
    }
}
