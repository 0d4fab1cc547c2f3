using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Finds what was met just now by one look instead of a search. Things with one place push each other out, so what is not found may
/// still be known. Clearing costs what was put in, not the size: a stretch of a log often holds little.
/// </summary>
/// <param name="places">How many places there are; a power of two.</param>
internal sealed class RecentTable<T>(int places)
    where T : class
{
    private readonly (ulong Key, T? Value)[] _places = new (ulong, T?)[places];
    private readonly int[] _taken = new int[places / 8];
    private int _count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T? Find(ulong key)
    {
        (ulong Key, T? Value)[] all = _places;
        ref readonly (ulong Key, T? Value) place = ref all[(int)(key & (uint)(all.Length - 1))];
        return place.Key == key ? place.Value : null;
    }

    internal void Put(ulong key, T value)
    {
        int at = (int)(key & (uint)(_places.Length - 1));
        if (_places[at].Value is null)
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
}
