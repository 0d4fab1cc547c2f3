using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Hindcast.WebShells;

namespace Hindcast.Engine.Pages;

/// <summary>
/// Remembers files that were judged and of which there was nothing to say, so that copies of them need no second judgement: versions of an
/// application lie side by side, sites share one, servers hold the same. A copy has the same SHA-256 and extension, which is all that a
/// judgement depends on. Bounded. Thread-safe.
/// </summary>
/// <remarks>
/// A hash is asked for only of a file that is like one before it. So the first of several copies is not remembered and the second is judged
/// as well, which costs less than to hash all files that have no copy.
/// </remarks>
internal sealed class JudgedPages
{
    private const int MaxPages = 500_000;

    /// <summary>Bytes at the head and at the tail of a file by which it is like another.</summary>
    private const int LikeBytes = 128;

    private const int LikeBits = 23;

    private readonly ConcurrentDictionary<Key, bool> _pages = new();
    private readonly ulong[] _seen = new ulong[1 << (LikeBits - 6)];
    private int _count;

    /// <summary>
    /// True for a file that may be a copy of one that was asked about before, by its length, head, tail and extension. By chance, or when someone wants it,
    /// also for others: these are hashed for nothing, no more.
    /// </summary>
    internal bool SawLike(ReadOnlySpan<byte> content, string path)
    {
        HashCode like = new();
        like.Add(content.Length);
        like.Add(ServerPageScanner.ExtensionOf(path));
        like.AddBytes(content[..Math.Min(content.Length, LikeBytes)]);
        like.AddBytes(content[^Math.Min(content.Length, LikeBytes)..]);
        uint place = (uint)like.ToHashCode() >> (32 - LikeBits);
        ulong bit = 1UL << (int)(place & 63);
        return (Interlocked.Or(ref _seen[place >> 6], bit) & bit) != 0;
    }

    /// <summary>True for a copy of a file of which there was nothing to say.</summary>
    internal bool Holds(ReadOnlySpan<byte> sha256, string path) => _pages.ContainsKey(KeyOf(sha256, path));

    /// <summary>Takes a file of which there is nothing to say.</summary>
    internal void Add(ReadOnlySpan<byte> sha256, string path)
    {
        if (_count < MaxPages && _pages.TryAdd(KeyOf(sha256, path), true))
        {
            Interlocked.Increment(ref _count);
        }
    }

    private static Key KeyOf(ReadOnlySpan<byte> sha256, string path) =>
        new(MemoryMarshal.Read<UInt128>(sha256), MemoryMarshal.Read<UInt128>(sha256[16..]), ServerPageScanner.ExtensionOf(path));

    private readonly record struct Key(UInt128 First, UInt128 Second, string Extension)
    {
        public bool Equals(Key other) => First == other.First && Second == other.Second && Extension == other.Extension;

        /// <summary>Any part of a SHA-256 is as good as a hash of it.</summary>
        public override int GetHashCode() => (int)First;
    }
}
