using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>The kinds of trouble that a whole reading can meet.</summary>
public static class ReadDiagnostics
{
    /// <summary>HC1101.</summary>
    public static readonly DiagnosticDescriptor Copy = new(
        "HC1101", DiagnosticSeverity.Info, "second copy of a log", "counted once");

    /// <summary>HC1102.</summary>
    public static readonly DiagnosticDescriptor NothingRecognised = new(
        "HC1102", DiagnosticSeverity.Loss, "no evidence of a known format", "nothing can be said of this server");
}
