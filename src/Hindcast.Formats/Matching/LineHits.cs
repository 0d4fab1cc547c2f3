using System.Runtime.CompilerServices;

namespace Hindcast.Formats.Matching;

/// <summary>
/// A growing list of hits that one thread uses again for block after block: <see cref="Clear"/> keeps the memory.
/// Pass it by reference; copies must not be used side by side. The default value is an empty list.
/// </summary>
public struct LineHits
{
    private const int FirstCapacity = 64;

    private LiteralHit[]? _hits;
    private int _count;

    /// <summary>Number of hits in the list.</summary>
    public readonly int Count => _count;

    /// <summary>The hits, offsets ascending; valid until the next call that changes the list.</summary>
    public readonly ReadOnlySpan<LiteralHit> Span => _hits.AsSpan(0, _count);

    /// <summary>Empties the list and keeps its memory.</summary>
    public void Clear() => _count = 0;

    /// <summary>Appends one hit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(LiteralHit hit)
    {
        LiteralHit[]? hits = _hits;
        int count = _count;
        if (hits is null || (uint)count >= (uint)hits.Length)
        {
            hits = Grow();
        }

        hits[count] = hit;
        _count = count + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private LiteralHit[] Grow()
    {
        Array.Resize(ref _hits, _hits is null ? FirstCapacity : checked(_hits.Length * 2));
        return _hits;
    }
}
