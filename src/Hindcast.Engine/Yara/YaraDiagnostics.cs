using Hindcast.Evidence;

namespace Hindcast.Engine.Yara;

/// <summary>The kinds of trouble that YARA rules of the user can meet.</summary>
public static class YaraDiagnostics
{
    /// <summary>HC4601.</summary>
    public static readonly DiagnosticDescriptor NotCompiled = new(
        "HC4601", DiagnosticSeverity.Warning, "file of YARA rules does not compile", "none of its rules run");

    /// <summary>HC4602.</summary>
    public static readonly DiagnosticDescriptor ScanEnded = new(
        "HC4602", DiagnosticSeverity.Warning, "YARA ended the scan of a file early", "rules that matched before count");
}
