using Hindcast.Evidence;

namespace Hindcast.Engine.Duties;

/// <summary>The trouble that files of duties can be in.</summary>
public static class DutyDiagnostics
{
    /// <summary>HC7020.</summary>
    public static readonly DiagnosticDescriptor NotReadable = new(
        "HC7020", DiagnosticSeverity.Loss, "file of a reporting duty cannot be read", "duty left out");
}
