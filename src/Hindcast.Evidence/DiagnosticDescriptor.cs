namespace Hindcast.Evidence;

/// <summary>
/// One kind of trouble, with its stable code. Each reader declares its own as public static fields; a test holds that
/// codes are unique, documented in docs/diagnostics and fired by a test.
/// </summary>
/// <param name="Code">Stable: <c>HC</c> and four digits (1 sources and archives, 2 text logs, 3 event logs, 4 rules and
/// packs, 5 analysis).</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Consequence">What that means for the reading: "line skipped".</param>
public sealed record DiagnosticDescriptor(
    string Code, DiagnosticSeverity Severity, string Title, string Consequence)
{
    /// <summary>Makes a diagnostic of this kind.</summary>
    /// <param name="location">Where.</param>
    /// <param name="found">What was found there, short; may quote evidence, so it is encoded where it is shown.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="count">How many of the same kind this stands for.</param>
    /// <param name="lostBytes">How many bytes of evidence are lost by it.</param>
    public Diagnostic At(SourceLocation location, string found, string expected = "", long count = 1, long lostBytes = 0) =>
        new(this, location, found, expected, count, lostBytes);
}
