using Hindcast.Sigma;

namespace Hindcast.Engine.Hunting;

/// <summary>The honest account of one rule or correlation.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsCorrelation">True for a correlation.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why it was left out; "" otherwise.</param>
/// <param name="Matches">Records met in all the evidence, whatever the dates asked for.</param>
/// <param name="Evaluations">Records on which its condition was worked out: its cost.</param>
public sealed record HuntRuleReport(
    SigmaHeader Rule, bool IsCorrelation, HuntRuleState State, string Reason, long Matches, long Evaluations);
