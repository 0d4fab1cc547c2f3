namespace Hindcast.Evidence.Assessments;

/// <summary>What there is of one log.</summary>
/// <param name="Log">The log.</param>
/// <param name="First">First record.</param>
/// <param name="Last">Last record.</param>
/// <param name="Records">Records.</param>
/// <param name="BadRecords">Records that could not be read.</param>
/// <param name="LostBytes">Bytes that could not be read.</param>
/// <param name="Files">Files it came in.</param>
/// <param name="Days">Days with records, in order.</param>
/// <param name="Gaps">Stretches without a record between the first and the last.</param>
public sealed record LogCoverage(
    LogName Log,
    EvidenceTime? First,
    EvidenceTime? Last,
    long Records,
    long BadRecords,
    long LostBytes,
    int Files,
    IReadOnlyList<CoverageDay> Days,
    IReadOnlyList<CoverageGap> Gaps);
