namespace Hindcast.Sigma.Compilation;

/// <summary>One test (by its number in the table) of one field, by the name that the rule uses; null for keywords.</summary>
internal sealed class SigmaAtom(string? field, int test) : SigmaExpression
{
    public string? Field { get; } = field;

    public int Test { get; } = test;
}
