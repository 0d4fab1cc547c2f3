using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Rows of one client that are alike in all that is kept of them. Most rows repeat one of a few minutes before, so what a repeat adds to its form,
/// client, mailbox and route is a number and a time: these are kept here side by side, and added to the objects, which lie scattered in memory,
/// when the stretch leaves its day. Bounded: of too many kinds of rows the earlier make room.
/// </summary>
internal sealed class RepeatTable
{
    /// <summary>A power of two. A stretch holds some ten thousand kinds of rows a day.</summary>
    private const int Places = 1 << 14;

    private readonly Repeat[] _places = new Repeat[Places];
    private readonly RepeatedThings[] _things = new RepeatedThings[Places];
    private readonly List<int> _taken = new(Places / 4);

    /// <summary>Where a kind stands that was met; -1 for others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(ulong kind)
    {
        Repeat[] all = _places;
        int at = (int)(kind & (uint)(all.Length - 1));
        return all[at].Kind == kind ? at : all[at ^ 1].Kind == kind ? at ^ 1 : -1;
    }

    /// <summary>Takes a row of a kind that was met, if it is later than the first of them; false for others.</summary>
    /// <param name="at">See <see cref="Find"/>.</param>
    /// <param name="fact">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryAdd(int at, in RequestFact fact)
    {
        ref Repeat place = ref _places[at];

        // Rows come in their order in most logs; of those that do not, each may be the first of something.
        if (fact.Ticks <= place.FirstTicks)
        {
            return false;
        }

        place.Count++;
        place.LastTicks = Math.Max(place.LastTicks, fact.Ticks);
        if (fact.Ticks < place.PostsUntil)
        {
            place.PostsUntil = _things[at].Client!.AddPost(fact.Source != RequestSource.FrontEnd, fact.Ticks);
        }

        if (place.Volume.Count(fact))
        {
            place.Volume.KeepMost(fact, _things[at].ClientKey);
        }

        return true;
    }

    /// <summary>Keeps a kind of rows of which one was counted by itself.</summary>
    internal void Put(in Repeat repeat, in RepeatedThings things)
    {
        int at = (int)(repeat.Kind & (uint)(Places - 1));
        at = _places[at ^ 1].Kind == repeat.Kind || (_places[at].Kind != repeat.Kind && _places[at].Kind != 0) ? at ^ 1 : at;
        ref Repeat place = ref _places[at];
        if (place.Kind == 0)
        {
            _taken.Add(at);
        }
        else
        {
            _things[at].Add(place);
        }

        place = repeat;
        _things[at] = things;
    }

    /// <summary>Adds all that was counted to the things, and forgets them: they may no longer be in the day.</summary>
    internal void Settle()
    {
        foreach (int at in _taken)
        {
            _things[at].Add(_places[at]);
            _places[at] = default;
            _things[at] = default;
        }

        _taken.Clear();
    }
}
