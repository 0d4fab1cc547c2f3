using Hindcast.Sigma.Detections;

namespace Hindcast.Sigma.Correlations;

/// <summary>One comparison of a correlation's condition; several are joined by AND.</summary>
/// <param name="Comparison">How.</param>
/// <param name="Value">With what.</param>
public readonly record struct SigmaLimit(SigmaComparison Comparison, decimal Value)
{
    /// <summary>True when a number meets the comparison.</summary>
    /// <param name="number">The number.</param>
    public bool Holds(decimal number) => SigmaNumber.Compare(number, Comparison, Value);
}
