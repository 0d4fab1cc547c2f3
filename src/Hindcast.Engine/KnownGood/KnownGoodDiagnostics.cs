using Hindcast.Evidence;

namespace Hindcast.Engine.KnownGood;

/// <summary>The kinds of trouble that a table of known files can be in.</summary>
public static class KnownGoodDiagnostics
{
    /// <summary>HC2108.</summary>
    public static readonly DiagnosticDescriptor BadRow = new(
        "HC2108", DiagnosticSeverity.Warning, "row of the known-good table cannot be read", "row skipped");

    /// <summary>HC2109.</summary>
    public static readonly DiagnosticDescriptor NoRows = new(
        "HC2109", DiagnosticSeverity.Loss, "known-good table is empty", "no file is compared with it");
}
