namespace Hindcast.Analysis.Surprise;

/// <summary>
/// What a server did, day by day: all that is kept of its rows to tell the unusual from the usual. Profiles of stretches of
/// logs add up to that of the server in any order. Its memory is bounded whatever the logs hold (<see cref="ProfileBound"/>). Not
/// thread-safe.
/// </summary>
public sealed class ServerProfile
{
    /// <summary>Days kept; the latest ones.</summary>
    public const int MaxDays = 400;

    private readonly ProfileBound _bound;

    /// <summary>An empty profile.</summary>
    public ServerProfile()
        : this(ProfileBound.MaxBytes)
    {
    }

    /// <param name="maxBytes">Memory that it may hold, about.</param>
    internal ServerProfile(long maxBytes) => _bound = new ProfileBound(this, maxBytes);

    internal SortedDictionary<int, DayProfile> Days { get; } = [];

    internal WebFileSet WebFiles { get; } = new();

    /// <summary>True when there is nothing to judge.</summary>
    public bool IsEmpty => Days.Count == 0;

    /// <summary>Rows of web logs that could not be taken apart.</summary>
    public long SkippedRows { get; internal set; }

    /// <summary>Days with more different requests, clients, things or domains than are kept.</summary>
    public int CutDays => Days.Values.Count(d => d.IsCut);

    /// <summary>Kinds of requests that a day may hold: fewer once all days together would take too much memory.</summary>
    public int MostOfADay => _bound.Most;

    /// <summary>True when days hold less than they otherwise might because there was too much in all.</summary>
    public bool IsBounded => _bound.Most < DayProfile.MaxForms;

    /// <summary>Adds the profile of a stretch of a log.</summary>
    /// <param name="other">The profile. It may be used no more.</param>
    /// <param name="file">Evidence path of the file.</param>
    /// <param name="lines">Lines of the file before the stretch.</param>
    public void Add(ServerProfile other, string file, long lines)
    {
        _bound.Take(other._bound);
        foreach ((int day, DayProfile profile) in other.Days)
        {
            if (profile.IsCut || IsBounded || Days.ContainsKey(day))
            {
                Day(day).Add(profile, file, lines, MostOfADay);
            }
            else
            {
                // The first of its day is taken over as it is, which most stretches are: a file is often one stretch.
                profile.MoveTo(file, lines);
                profile.Trim(1, MostOfADay);
                Days.Add(day, profile);
            }

            _bound.Grow(profile);
        }

        SkippedRows += other.SkippedRows;
        while (Days.Count > MaxDays)
        {
            Days.Remove(Days.Keys.First());
        }

        _bound.Hold();
    }

    /// <summary>All has been added: brings the days to the limits that all of them together ask for.</summary>
    public void Settle() => _bound.Settle();

    /// <summary>How many bytes of memory it holds at most, quickly: texts that several things share are counted for each.</summary>
    internal long EstimateBytesAtMost() => Days.Values.Sum(d => d.EstimateBytes(null));

    /// <summary>Adds a page of a web root.</summary>
    public void Add(WebFile file) => WebFiles.Add(file);

    /// <summary>Something new was put in a day: brings that day, and all of them, back to their limits where they are over them.</summary>
    /// <returns>True when something was dropped.</returns>
    internal bool Trim(DayProfile day)
    {
        _bound.Grow();
        return day.Trim(2, MostOfADay) | _bound.Hold();
    }

    internal DayProfile Day(int day)
    {
        if (!Days.TryGetValue(day, out DayProfile? profile))
        {
            Days.Add(day, profile = new DayProfile());
        }

        return profile;
    }
}
