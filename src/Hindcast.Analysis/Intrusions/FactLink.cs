using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>Why two observations are taken to be of one hand.</summary>
/// <param name="First">Number of one.</param>
/// <param name="Second">Number of the other.</param>
/// <param name="Strength">How much it binds.</param>
/// <param name="Kind">What they share.</param>
/// <param name="Value">The shared value.</param>
internal readonly record struct FactLink(int First, int Second, LinkStrength Strength, string Kind, string Value);
