namespace Hindcast.Evidence.Assessments;

/// <summary>One day of one log.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Records">Records.</param>
/// <param name="Hours">Hours of the 24 that have any.</param>
public sealed record CoverageDay(DateOnly Day, long Records, int Hours);
