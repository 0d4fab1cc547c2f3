using Hindcast.Evidence;

namespace Hindcast.Sigma.Correlations;

/// <summary>A match of a rule (or of a correlation, for those above it), with what correlations need of it.</summary>
/// <param name="RuleId">The rule's id.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Fields">At least the fields that <see cref="SigmaCorrelator.FieldsOf"/> names for the rule, where the
/// event has them; keys compared ignoring case.</param>
/// <param name="Location">Where the record stands.</param>
public sealed record SigmaRuleMatch(
    string RuleId, EvidenceTime Time, IReadOnlyDictionary<string, string> Fields, SourceLocation Location);
