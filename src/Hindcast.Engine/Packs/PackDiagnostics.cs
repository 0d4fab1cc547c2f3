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

    /// <summary>HC4905.</summary>
    public static readonly DiagnosticDescriptor Actors = new(
        "HC4905", DiagnosticSeverity.Warning, "actors.yml has trouble", "actor not used");

    /// <summary>HC4906.</summary>
    public static readonly DiagnosticDescriptor IndicatorRow = new(
        "HC4906", DiagnosticSeverity.Loss, "row of indicators.csv cannot be used", "row skipped");

    /// <summary>HC4907.</summary>
    public static readonly DiagnosticDescriptor Playbook = new(
        "HC4907", DiagnosticSeverity.Warning, "playbook.md has trouble", "row skipped");

    /// <summary>HC4908.</summary>
    public static readonly DiagnosticDescriptor Case = new(
        "HC4908", DiagnosticSeverity.Loss, "a pack's test case fails or is missing", "the rule may not do what it says");

    /// <summary>HC4909.</summary>
    public static readonly DiagnosticDescriptor NoFixingBuild = new(
        "HC4909", DiagnosticSeverity.Warning, "no build in the table fixes a vulnerability of a pack", "exposure to it is judged by nothing");

    /// <summary>HC4910.</summary>
    public static readonly DiagnosticDescriptor SharedId = new(
        "HC4910", DiagnosticSeverity.Loss, "two packs have a rule with the same id", "the second is not used");
}
