namespace Hindcast.Fleet.Campaign;

/// <summary>The same unusual thing on several servers.</summary>
/// <param name="Family">The kind of oddness.</param>
/// <param name="Thing">A path, a program, a form of a value. Untrusted.</param>
/// <param name="Servers">Servers on which it was unusual.</param>
/// <param name="Organisations">Their organisations.</param>
/// <param name="ShownOn">Of these servers, those on whose own list it stood.</param>
/// <param name="SurgeServers">Most of these servers on which it began within seven days.</param>
/// <param name="SurgeFrom">The first of these days.</param>
/// <param name="UsualOn">Of the other servers looked at, those that are used to it.</param>
/// <param name="LookedAt">Servers looked at.</param>
public sealed record SharedOddity(
    string Family, string Thing, long Servers, long Organisations, long ShownOn, long SurgeServers, DateOnly SurgeFrom, int UsualOn, int LookedAt)
{
    private const double MaxChance = 0.0001;

    /// <summary>At most one server in twenty is used to it; what many are used to is new here and no surprise.</summary>
    public bool IsRare => UsualOn * 20 <= LookedAt;

    /// <summary>
    /// How likely it is by chance that so many of its servers began with it within these seven days and have it on their own lists, given how
    /// much that is unusual began then, and stands on lists, in all.
    /// </summary>
    public double Chance { get; init; } = 1;

    /// <summary>It is rare, and began on several servers within seven days as chance does once in ten thousand times at most: what is new everywhere now and then is none.</summary>
    public bool IsSurge => IsRare && SurgeServers > 1 && Chance <= MaxChance;
}
