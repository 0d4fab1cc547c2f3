using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Finds what was met just now by a look at one place in memory instead of a search. Things with one place push each other out when it is full, so what
/// is not found may still be known. Clearing costs what was put in, not the size: a stretch of a log often holds little.
/// </summary>
/// <param name="places">How many things there is room for; a power of two.</param>
internal sealed class RecentTable<T>(int places)
    where T : class
{
    /// <summary>Things side by side that a key may stand among: as many as fit in what a processor fetches at once.</summary>
    private const int Beside = 4;

    private readonly (ulong Key, T? Value)[] _places = new (ulong, T?)[places];
    private readonly int[] _taken = new int[places / 8];
    private int _count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T? Find(ulong key)
    {
        ReadOnlySpan<(ulong Key, T? Value)> beside = _places.AsSpan(First(key), Beside);
        return beside[0].Key == key ? beside[0].Value
            : beside[1].Key == key ? beside[1].Value
            : beside[2].Key == key ? beside[2].Value
            : beside[3].Key == key ? beside[3].Value
            : null;
    }

    internal void Put(ulong key, T value)
    {
        int at = First(key), end = at + Beside;
        while (at < end && _places[at].Value is not null)
        {
            at++;
        }

        if (at == end)
        {
            // The low bits have told the place already.
            at = First(key) + (int)(key >> 62);
        }
        else
        {
            if (_count < _taken.Length)
            {
                _taken[_count] = at;
            }

            _count++;
        }

        _places[at] = (key, value);
    }

    internal void Clear()
    {
        if (_count > _taken.Length)
        {
            Array.Clear(_places);
        }
        else
        {
            foreach (int at in _taken.AsSpan(0, _count))
            {
                _places[at] = default;
            }
        }

        _count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int First(ulong key) => (int)(key & (uint)(_places.Length - Beside));
}
