namespace Hindcast.Fleet.Campaign;

/// <summary>Something unusual on one server, with how the other servers see it.</summary>
/// <param name="Family">The kind of oddness.</param>
/// <param name="Thing">A path, a program, a form of a value. Untrusted.</param>
/// <param name="Day">The first UTC day here.</param>
/// <param name="Shown">It stands in an item of the assessment.</param>
/// <param name="AlsoUnusualOn">Other servers on which it was unusual.</param>
/// <param name="UsualOn">Of the other servers looked at, those that are used to it.</param>
/// <param name="LookedAt">Servers looked at.</param>
public sealed record ServerOddity(string Family, string Thing, DateOnly Day, bool Shown, long AlsoUnusualOn, int UsualOn, int LookedAt)
{
    /// <summary>At most one server in twenty is used to it.</summary>
    public bool IsRare => UsualOn * 20 <= LookedAt;
}
