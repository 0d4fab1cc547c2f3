namespace Hindcast.Analysis.Surprise;

/// <summary>
/// What a server did, day by day: all that is kept of its rows to tell the unusual from the usual. Profiles of stretches of
/// logs add up to that of the server in any order. Not thread-safe.
/// </summary>
public sealed class ServerProfile
{
    /// <summary>Days kept; the latest ones.</summary>
    public const int MaxDays = 400;

    internal SortedDictionary<int, DayProfile> Days { get; } = [];

    internal WebFileSet WebFiles { get; } = new();

    /// <summary>True when there is nothing to judge.</summary>
    public bool IsEmpty => Days.Count == 0;

    /// <summary>Rows of web logs that could not be taken apart.</summary>
    public long SkippedRows { get; internal set; }

    /// <summary>Days with more different requests, clients, things or domains than are kept.</summary>
    public int CutDays => Days.Values.Count(d => d.IsCut);

    /// <summary>Adds the profile of a stretch of a log.</summary>
    /// <param name="other">The profile. It may be used no more.</param>
    /// <param name="file">Evidence path of the file.</param>
    /// <param name="lines">Lines of the file before the stretch.</param>
    public void Add(ServerProfile other, string file, long lines)
    {
        foreach ((int day, DayProfile profile) in other.Days)
        {
            Day(day).Add(profile, file, lines);
        }

        SkippedRows += other.SkippedRows;
        while (Days.Count > MaxDays)
        {
            Days.Remove(Days.Keys.First());
        }
    }

    /// <summary>Adds a page of a web root.</summary>
    public void Add(WebFile file) => WebFiles.Add(file);

    internal DayProfile Day(int day)
    {
        if (!Days.TryGetValue(day, out DayProfile? profile))
        {
            Days.Add(day, profile = new DayProfile());
        }

        return profile;
    }
}
