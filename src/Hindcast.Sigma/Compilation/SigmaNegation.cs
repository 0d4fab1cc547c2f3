namespace Hindcast.Sigma.Compilation;

/// <summary>The opposite of an expression.</summary>
internal sealed class SigmaNegation(SigmaExpression operand) : SigmaExpression
{
    public SigmaExpression Operand { get; } = operand;
}
