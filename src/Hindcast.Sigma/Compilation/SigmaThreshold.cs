namespace Hindcast.Sigma.Compilation;

/// <summary>At least so many of the operands: one is OR, all is AND.</summary>
internal sealed class SigmaThreshold(int count, SigmaExpression[] operands) : SigmaExpression
{
    public int Count { get; } = count;

    public SigmaExpression[] Operands { get; } = operands;

    public bool IsAll => Count == Operands.Length;
}
