namespace Hindcast.Evidence.Assessments;

/// <summary>Which days there is evidence for.</summary>
/// <param name="From">First day with any record, or null.</param>
/// <param name="To">Last day with any record, or null.</param>
/// <param name="Logs">Each log.</param>
/// <param name="Absent">Logs that a full answer needs and the evidence lacks.</param>
public sealed record CoverageReport(
    DateOnly? From, DateOnly? To, IReadOnlyList<LogCoverage> Logs, IReadOnlyList<AbsentLog> Absent);
