namespace Hindcast.Fleet.Results;

/// <summary>Something unusual as the database keeps it.</summary>
/// <param name="Family">The kind of oddness, in the words of assessment.json.</param>
/// <param name="Thing">What is compared among servers. Untrusted.</param>
/// <param name="Day">The first UTC day, in Unix milliseconds.</param>
/// <param name="Shown">It stands in an item of the assessment.</param>
public sealed record UnusualFact(string Family, string Thing, long Day, bool Shown);
