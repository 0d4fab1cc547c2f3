namespace Hindcast.Sigma.Conditions;

/// <summary><c>not</c>.</summary>
/// <param name="operand">What must not match.</param>
public sealed class SigmaNot(SigmaCondition operand) : SigmaCondition
{
    /// <summary>What must not match.</summary>
    public SigmaCondition Operand { get; } = operand;
}
