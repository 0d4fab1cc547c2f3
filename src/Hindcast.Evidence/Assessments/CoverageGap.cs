namespace Hindcast.Evidence.Assessments;

/// <summary>A stretch of whole days without a record.</summary>
/// <param name="From">First day without.</param>
/// <param name="To">Last day without.</param>
/// <param name="Days">How many.</param>
public sealed record CoverageGap(DateOnly From, DateOnly To, int Days);
