using Hindcast.Evidence;

namespace Hindcast.Tests.Unit.Formats.Evtx;

internal static class DiagnosticSeverityOf
{
    public static DiagnosticSeverity Severity(this Diagnostic diagnostic) => diagnostic.Descriptor.Severity;
}
