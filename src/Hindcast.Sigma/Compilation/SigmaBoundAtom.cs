namespace Hindcast.Sigma.Compilation;

/// <summary>One test of one slot of a shape, by its number in the shape's plan.</summary>
internal sealed class SigmaBoundAtom(int atom) : SigmaExpression
{
    public int Atom { get; } = atom;
}
