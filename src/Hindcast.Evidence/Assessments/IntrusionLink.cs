namespace Hindcast.Evidence.Assessments;

/// <summary>Why observations were taken to be of one hand.</summary>
/// <param name="Strength">How much it binds.</param>
/// <param name="Kind">What they share: <c>request</c>, <c>session</c>, <c>page</c>, <c>process</c>, <c>source</c> ...</param>
/// <param name="Value">The shared value. Untrusted.</param>
/// <param name="Claims">Ids of the observations that share it, at most 20.</param>
public sealed record IntrusionLink(LinkStrength Strength, string Kind, string Value, IReadOnlyList<string> Claims);
