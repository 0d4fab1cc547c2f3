namespace Hindcast.Sigma.Detections;

/// <summary>All parts must match: a map.</summary>
/// <param name="parts">The parts.</param>
public sealed class SigmaAllOf(IReadOnlyList<SigmaTerm> parts) : SigmaTerm
{
    /// <summary>The parts.</summary>
    public IReadOnlyList<SigmaTerm> Parts { get; } = parts;
}
