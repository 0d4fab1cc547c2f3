using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Hindcast.WebShells;

namespace Hindcast.Engine.Pages;

/// <summary>
/// Remembers files that were judged and of which there was nothing to say, so that copies of them need no second judgement: versions of an
/// application lie side by side, sites share one, servers hold the same. A copy has the same SHA-256 and extension, which is all that a
/// judgement depends on. Bounded. Thread-safe.
/// </summary>
internal sealed class JudgedPages
{
    private const int MaxPages = 500_000;

    private readonly ConcurrentDictionary<Key, bool> _pages = new();
    private int _count;

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
