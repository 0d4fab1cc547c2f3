namespace Hindcast.Evidence.Assessments;

/// <summary>A rule of the user's own that met something.</summary>
/// <param name="RuleId">Its id.</param>
/// <param name="Title">Its title. Untrusted, as all of the rule.</param>
/// <param name="Level">Its own level: <c>critical</c>, <c>high</c>, <c>medium</c>, <c>low</c>, <c>informational</c> or <c>unstated</c>.</param>
/// <param name="Tags">Its tags, such as <c>attack.t1505.003</c>.</param>
/// <param name="File">Its file, below the folder of rules.</param>
/// <param name="Matches">Records it met.</param>
/// <param name="Kept">Records kept as observations: the first ones, the earliest and the latest.</param>
/// <param name="First">Time of the earliest record it met, kept or not; null when none has a time.</param>
/// <param name="Last">Time of the latest record it met.</param>
public sealed record UserRuleSummary(
    string RuleId,
    string Title,
    string Level,
    IReadOnlyList<string> Tags,
    string File,
    long Matches,
    long Kept,
    EvidenceTime? First,
    EvidenceTime? Last);
