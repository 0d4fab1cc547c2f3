namespace Hindcast.Formats.Matching;

/// <summary>One place where a literal was met.</summary>
/// <param name="Offset">Byte offset, in the searched block, of the first byte of the match.</param>
/// <param name="Literal">Index of the literal in the order given to <see cref="LiteralSet.Compile(IEnumerable{string})"/>.</param>
public readonly record struct LiteralHit(int Offset, int Literal);
