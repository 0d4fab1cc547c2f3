namespace Hindcast.Sigma.Detections;

/// <summary>One part must match: a list.</summary>
/// <param name="parts">The parts.</param>
public sealed class SigmaAnyOf(IReadOnlyList<SigmaTerm> parts) : SigmaTerm
{
    /// <summary>The parts.</summary>
    public IReadOnlyList<SigmaTerm> Parts { get; } = parts;
}
