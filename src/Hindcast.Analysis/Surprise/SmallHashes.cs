using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>The four smallest different hashes of a set, and whether there are more: the same whatever the order of adding.</summary>
internal struct SmallHashes
{
    internal const int Most = 4;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>How many are kept.</summary>
    internal int Count { get; private set; }

    /// <summary>There are others.</summary>
    internal bool HasMore { get; private set; }

    internal readonly ulong this[int index] => index switch { 0 => _a, 1 => _b, 2 => _c, _ => _d };

    internal readonly bool Contains(ulong hash)
    {
        for (int i = 0; i < Count; i++)
        {
            if (this[i] == hash)
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ulong hash)
    {
        if (Count == Most && hash >= _d)
        {
            HasMore |= hash > _d;
        }
        else
        {
            Insert(hash);
        }
    }

    internal void Add(in SmallHashes other)
    {
        for (int i = 0; i < other.Count; i++)
        {
            Add(other[i]);
        }

        HasMore |= other.HasMore;
    }

    private void Insert(ulong hash)
    {
        for (int i = 0; i < Count; i++)
        {
            if (this[i] == hash)
            {
                return;
            }

            if (hash < this[i])
            {
                ulong larger = this[i];
                Set(i, hash);
                hash = larger;
            }
        }

        if (Count == Most)
        {
            HasMore = true;
            return;
        }

        Set(Count++, hash);
    }

    private void Set(int index, ulong value)
    {
        switch (index)
        {
            case 0: _a = value; break;
            case 1: _b = value; break;
            case 2: _c = value; break;
            default: _d = value; break;
        }
    }
}
