namespace Hindcast.Reports.Stix;

/// <summary>A node of a parsed STIX pattern.</summary>
/// <param name="Operator">
/// <c>OR</c>, <c>AND</c>, <c>FOLLOWEDBY</c>, <c>[]</c> (one observation), a qualifier (<c>WITHIN</c>, <c>REPEATS</c>,
/// <c>START</c>), or a comparison (<c>=</c>, <c>IN</c>, <c>LIKE</c> ...), with <c>NOT </c> in front where it is negated.
/// </param>
/// <param name="Parts">Nodes below.</param>
/// <param name="Path">The object path of a comparison, as written; "" elsewhere.</param>
/// <param name="Literals">The values compared with, without quotation marks and escapes.</param>
public sealed record StixPatternNode(
    string Operator, IReadOnlyList<StixPatternNode> Parts, string Path, IReadOnlyList<string> Literals);
