namespace Hindcast.Evidence.Assessments;

/// <summary>
/// One of several competing explanations of a cluster, scored only by what contradicts it (analysis of competing
/// hypotheses): what fits proves nothing, because it may fit all.
/// </summary>
/// <param name="Name">The explanation.</param>
/// <param name="Inconsistency">Weight of what contradicts it; 0 when nothing does.</param>
/// <param name="Against">What contradicts it.</param>
public sealed record Hypothesis(string Name, int Inconsistency, IReadOnlyList<Statement> Against);
