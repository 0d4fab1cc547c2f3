namespace Hindcast.Sigma.Compilation;

/// <summary>Always true or always false.</summary>
internal sealed class SigmaConstant(bool value) : SigmaExpression
{
    public bool Value { get; } = value;
}
