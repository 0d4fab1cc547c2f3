using Hindcast.Evidence;

namespace Hindcast.Engine.Packs;

/// <summary>The kinds of trouble that packs can be in.</summary>
public static class PackDiagnostics
{
    /// <summary>HC4901.</summary>
    public static readonly DiagnosticDescriptor NotReadable = new(
        "HC4901", DiagnosticSeverity.Loss, "pack.yml cannot be read", "pack not used");

    /// <summary>HC4902.</summary>
    public static readonly DiagnosticDescriptor RuleWithoutMeaning = new(
        "HC4902", DiagnosticSeverity.Loss, "rule of a pack has no usable hindcast block", "rule not used");

    /// <summary>HC4903.</summary>
    public static readonly DiagnosticDescriptor BuildRow = new(
        "HC4903", DiagnosticSeverity.Loss, "row of the build table cannot be read", "row skipped");

    /// <summary>HC4904.</summary>
    public static readonly DiagnosticDescriptor NoPacks = new(
        "HC4904", DiagnosticSeverity.Loss, "no campaign pack found", "nothing can be detected");
}
