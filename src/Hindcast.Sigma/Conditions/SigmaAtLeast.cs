namespace Hindcast.Sigma.Conditions;

/// <summary>
/// At least so many of the operands: <c>or</c> and <c>1 of</c> need one, <c>and</c> and <c>all of</c> need all.
/// </summary>
/// <param name="count">How many must match, from 1.</param>
/// <param name="operands">Of which.</param>
public sealed class SigmaAtLeast(int count, IReadOnlyList<SigmaCondition> operands) : SigmaCondition
{
    /// <summary>How many must match.</summary>
    public int Count { get; } = count;

    /// <summary>Of which.</summary>
    public IReadOnlyList<SigmaCondition> Operands { get; } = operands;

    /// <summary>True when all must match.</summary>
    public bool IsAll => Count >= Operands.Count;
}
