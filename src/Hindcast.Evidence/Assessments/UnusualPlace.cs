namespace Hindcast.Evidence.Assessments;

/// <summary>A row or event that shows something unusual.</summary>
/// <param name="Time">Its time; null when it has none.</param>
/// <param name="Location">Where it stands.</param>
public sealed record UnusualPlace(EvidenceTime? Time, SourceLocation Location);
