namespace Hindcast.Evidence.Assessments;

/// <summary>Scans and attempts that belong to no intrusion.</summary>
/// <param name="Sources">Different client addresses.</param>
/// <param name="Observations">Observations.</param>
/// <param name="First">The first, or null.</param>
/// <param name="Last">The last, or null.</param>
/// <param name="Claims">Ids of the first of them, at most 20.</param>
public sealed record AttemptSummary(
    int Sources, int Observations, EvidenceTime? First, EvidenceTime? Last, IReadOnlyList<string> Claims);
