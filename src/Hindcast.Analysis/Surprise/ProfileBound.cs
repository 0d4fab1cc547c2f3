namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Holds the memory of a profile below a bound, against evidence with more different names than any server has. When all days together
/// take too much, the number of things that one day may hold is halved, for all days, until they fit: so a day that is flooded gives way
/// before ordinary ones do. What stays depends on hashes alone. Not thread-safe.
/// </summary>
internal sealed class ProfileBound(ServerProfile profile, long maxBytes)
{
    /// <summary>Of a server.</summary>
    internal const long MaxBytes = 640L << 20;

    /// <summary>Of one stretch of a log, of which as many are in work as there are threads.</summary>
    internal const long MaxBytesOfStretch = 128L << 20;

    /// <summary>At this many things a day, the days that are kept fit below any bound that is in use.</summary>
    private const int Least = 64;

    /// <summary>Things are counted before memory is estimated; so many fit whatever they hold.</summary>
    private const int BytesOfThingAtMost = 6_000;

    private long _grown;
    private long _next = maxBytes / BytesOfThingAtMost;

    /// <summary>Kinds of requests that a day may hold.</summary>
    internal int Most { get; private set; } = DayProfile.MaxForms;

    /// <summary>One more thing.</summary>
    internal void Grow() => _grown++;

    /// <summary>At most so many more things.</summary>
    internal void Grow(DayProfile day) => _grown += day.Things.Count + day.Domains.Count + day.Routes.Count + day.Reaches.Count + day.Held.Forms + day.Held.Volumes + day.Held.Clients;

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
    internal bool Hold()
    {
        if (_grown < _next)
        {
            return false;
        }

        bool dropped = false;
        long bytes = EstimateBytes();
        while (bytes > maxBytes && Most > Least)
        {
            Most /= 2;
            dropped |= Cut();
            bytes = EstimateBytes();
        }

        // The next look comes when what is free could be full.
        (_grown, _next) = (0, Math.Max(1024, (maxBytes - bytes) / BytesOfThingAtMost));
        return dropped;
    }

    /// <summary>About how many bytes of memory the profile holds.</summary>
    internal long EstimateBytes()
    {
        HashSet<string> texts = new(ReferenceEqualityComparer.Instance);
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
