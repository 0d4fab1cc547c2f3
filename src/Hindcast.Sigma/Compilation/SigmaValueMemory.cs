using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// Remembers for recent values of one field which tests they met, because logs repeat themselves. A fixed number of
/// places, each holding the last value that fell there with all its characters (no outcome ever rests on a hash
/// alone). Used by one thread.
/// </summary>
internal sealed class SigmaValueMemory
{
    public const int Places = 1_024;
    public const int MaxLength = 768;
    private const int MaxHits = 64;

    private readonly Entry[] entries = new Entry[Places];

    /// <summary>Finds the tests of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryGet(ReadOnlySpan<char> value, ulong hash, out ReadOnlySpan<int> hits)
    {
        ref Entry entry = ref entries[hash >> 54];
        if (entry.Hash == hash && entry.Length == value.Length && entry.Value is { } text && value.SequenceEqual(text.AsSpan(0, entry.Length)))
        {
            hits = entry.Hits.AsSpan(0, entry.HitCount);
            return true;
        }

        hits = default;
        return false;
    }

    public void Keep(ReadOnlySpan<char> value, ulong hash, ReadOnlySpan<int> hits)
    {
        if (hits.Length > MaxHits || value.Length > MaxLength)
        {
            return;
        }

        ref Entry entry = ref entries[hash >> 54];
        if (entry.Value is null || entry.Value.Length < value.Length)
        {
            entry.Value = new char[Math.Max(32, (int)BitOperations.RoundUpToPowerOf2((uint)value.Length))];
        }

        if (entry.Hits is null || entry.Hits.Length < hits.Length)
        {
            entry.Hits = new int[Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)hits.Length))];
        }

        value.CopyTo(entry.Value);
        hits.CopyTo(entry.Hits);
        entry.Hash = hash;
        entry.Length = value.Length;
        entry.HitCount = hits.Length;
    }

    /// <summary>A hash of all characters; quick rather than strong.</summary>
    public static ulong Hash(ReadOnlySpan<char> value)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)value.Length * Odd;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<char, ulong>(value);
        foreach (ulong word in words)
        {
            hash = BitOperations.RotateLeft((hash ^ word) * Odd, 29);
        }

        foreach (char c in value[(words.Length * 4)..])
        {
            hash = BitOperations.RotateLeft((hash ^ c) * Odd, 29);
        }

        hash *= Odd;
        return hash ^ (hash >> 32);
    }

    private struct Entry
    {
        public ulong Hash;
        public char[]? Value;
        public int[]? Hits;
        public int Length;
        public int HitCount;
    }
}
