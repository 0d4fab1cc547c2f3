using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Compilation;

/// <summary>An atom that compares two fields of an event.</summary>
/// <param name="Left">The field that carries the modifier.</param>
/// <param name="Right">The field that is named.</param>
/// <param name="Test">The comparison.</param>
internal sealed record SigmaFieldPair(SigmaFieldSource Left, SigmaFieldSource Right, SigmaFieldReference Test);
