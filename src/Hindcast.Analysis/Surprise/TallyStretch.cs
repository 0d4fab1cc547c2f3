using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>The stretch of a log that is counted, and the day of the row before. Serves one thread.</summary>
/// <param name="forget">Forgets what was looked up in the day: it may no longer be in it.</param>
/// <param name="handOver">
/// Takes the profile whenever it has grown large, for a stretch that goes on through many files; null for one that is cut only where
/// <see cref="End"/> says.
/// </param>
internal sealed class TallyStretch(Action forget, Action<ServerProfile>? handOver)
{
    /// <summary>
    /// A profile of so many things, or bytes, is handed over. So few that with the largest things until the next look it is still far from
    /// where all its days would be cut (<see cref="ProfileBound.MaxBytesOfStretch"/>), which must not depend on what came before; so many that clients and
    /// mailboxes of a day are seldom begun anew.
    /// </summary>
    private const int MostThings = 1 << 16, MostBytes = 24 << 20, ThingsBetweenLooks = 1 << 13;

    /// <summary>Room that a new day gets at most before anything is in it.</summary>
    private const int MostReserved = 2048;

    private ServerProfile _profile = new(ProfileBound.MaxBytesOfStretch);
    private DayProfile? _day;
    private (int Forms, int Volumes, int Clients, int Domains) _room;
    private long _dayStart = -1;
    private int _things;
    private bool _isLarge;

    /// <summary>Ends the stretch and gives its profile; lines count from its start.</summary>
    internal ServerProfile End()
    {
        ServerProfile done = _profile;
        _profile = new ServerProfile(ProfileBound.MaxBytesOfStretch);
        LeaveDay();
        (_day, _dayStart, _things, _isLarge) = (null, -1, 0, false);
        return done;
    }

    internal void Skip() => _profile.SkippedRows++;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal DayProfile DayOf(long ticks)
    {
        long into = ticks - _dayStart;
        return _day is { } day && into >= 0 && into < TimeSpan.TicksPerDay ? day : Enter(ticks);
    }

    /// <summary>Something new was put in a day.</summary>
    internal void Trim(DayProfile day)
    {
        if (_profile.Trim(day))
        {
            forget();
        }

        if (++_things % ThingsBetweenLooks == 0 && handOver is not null && (_things >= MostThings || _profile.EstimateBytesAtMost() > MostBytes))
        {
            _isLarge = true;

            // The present row may still add to what it found: its profile goes with the next one.
            _dayStart = long.MaxValue;
        }
    }

    private DayProfile Enter(long ticks)
    {
        int number = (int)(ticks / TimeSpan.TicksPerDay);
        if (_isLarge)
        {
            handOver!(End());
        }

        LeaveDay();
        _day = _profile.Day(number);
        _day.Reserve(_room);
        _dayStart = number * TimeSpan.TicksPerDay;
        return _day;
    }

    /// <summary>Forgets the forms of the day, and keeps how much room it took: the next stretch is likely to be of the same kind.</summary>
    private void LeaveDay()
    {
        if (_day is not null)
        {
            forget();
            (int forms, int volumes, int clients, int domains) = _day.Held;
            _room = (Math.Min(forms, MostReserved), Math.Min(volumes, MostReserved), Math.Min(clients, MostReserved), Math.Min(domains, DayProfile.MaxDomains));
        }
    }
}
