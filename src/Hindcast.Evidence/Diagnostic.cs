namespace Hindcast.Evidence;

/// <summary>Trouble met in evidence, as a value: nothing is lost silently, nothing throws for it.</summary>
/// <param name="Descriptor">The kind.</param>
/// <param name="Location">Where it was met first.</param>
/// <param name="Found">What was found there.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Count">How many of the kind in this file this value stands for.</param>
/// <param name="LostBytes">Bytes of evidence that could not be read because of it.</param>
public sealed record Diagnostic(
    DiagnosticDescriptor Descriptor, SourceLocation Location, string Found, string Expected, long Count, long LostBytes)
{
    /// <summary>The stable code, such as HC2014.</summary>
    public string Code => Descriptor.Code;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Code} {Descriptor.Title} at {Location}: found {Found}"
        + (Expected.Length > 0 ? $", expected {Expected}" : "")
        + (Count > 1 ? $" ({Count} times)" : "")
        + $"; {Descriptor.Consequence}";
}
