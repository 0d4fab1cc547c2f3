namespace Hindcast.Evidence.Assessments;

/// <summary>Something unusual in a form that can be compared with other servers, whether there was room to show it or not.</summary>
/// <param name="Family">What kind of oddness.</param>
/// <param name="Thing">A path, a program, a form of a value. Quotes evidence; names no person and no machine.</param>
/// <param name="Day">The first UTC day on which it was unusual.</param>
/// <param name="Shown">It stands in an item.</param>
public sealed record UnusualThing(UnusualFamily Family, string Thing, DateOnly Day, bool Shown);
