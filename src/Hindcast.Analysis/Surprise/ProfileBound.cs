namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Holds the memory of a profile below a bound, against evidence with more different names than any server has. When all days together
/// take too much, the number of things that one day may hold is halved, for all days, until they fit: so a day that is flooded gives way
/// before ordinary ones do. What stays depends on hashes alone. Not thread-safe.
/// </summary>
internal sealed class ProfileBound(ServerProfile profile, long maxBytes)
{
    /// <summary>Of a server.</summary>
    internal const long MaxBytes = 384L << 20;

    /// <summary>Of one stretch of a log, of which as many are in work as there are threads.</summary>
    internal const long MaxBytesOfStretch = 64L << 20;

    /// <summary>At this many things a day, the days that are kept fit below any bound that is in use.</summary>
    private const int Least = 64;

    /// <summary>Things are counted before memory is estimated: few hold more than this, most far less.</summary>
    private const int BytesOfThing = 3_000;

    private readonly long _full = maxBytes - (maxBytes / 8);
    private long _grown;
    private long _next = maxBytes / BytesOfThing;

    /// <summary>Kinds of requests that a day may hold.</summary>
    internal int Most { get; private set; } = DayProfile.MaxForms;

    /// <summary>One more thing.</summary>
    internal void Grow() => _grown++;

    /// <summary>At most so many more things.</summary>
    internal void Grow(DayProfile day) => _grown += day.Count;

    /// <summary>What is added was cut to this limit, so all has to be.</summary>
    internal void Take(ProfileBound other)
    {
        if (other.Most < Most)
        {
            Most = other.Most;
            Cut();
        }
    }

    /// <summary>Looks at the memory once enough has been added for it to matter.</summary>
    /// <returns>True when something was dropped.</returns>
    internal bool Hold() => _grown >= _next && Look();

    /// <summary>
    /// The last look, when all is in. Limits only ever fall, and what is in part never takes more than all of it: so after this one
    /// they are what all together ask for, whatever the order in which it came.
    /// </summary>
    internal void Settle()
    {
        if (_grown > 0 && profile.Days.Values.Sum(d => (long)d.Count) * BytesOfThing > _full)
        {
            Look();
        }

        _grown = 0;
    }

    private bool Look()
    {
        bool dropped = false;
        long bytes = EstimateBytes();
        while (bytes > _full && Most > Least)
        {
            Most /= 2;
            dropped |= Cut();
            bytes = EstimateBytes();
        }

        // The next look comes when what is free could be full.
        (_grown, _next) = (0, Math.Max(1024, (maxBytes - bytes) / BytesOfThing));
        return dropped;
    }

    /// <summary>About how many bytes of memory the profile holds.</summary>
    internal long EstimateBytes()
    {
        // By their letters: which of them share memory depends on which thread read what.
        HashSet<string> texts = new(StringComparer.Ordinal);
        return profile.Days.Values.Sum(d => d.EstimateBytes(texts));
    }

    private bool Cut()
    {
        bool dropped = false;
        foreach (DayProfile day in profile.Days.Values)
        {
            if (day.Trim(1, Most))
            {
                day.ReleaseRoom();
                dropped = true;
            }
        }

        return dropped;
    }
}
