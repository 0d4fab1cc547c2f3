using Hindcast.Evidence;

namespace Hindcast.Engine.Packs;

/// <summary>What an assessment does not do with rules of the user's own.</summary>
public static class UserRuleDiagnostics
{
    /// <summary>HC4920.</summary>
    public static readonly DiagnosticDescriptor IdOfPack = new(
        "HC4920", DiagnosticSeverity.Info, "rule has the id of a rule of a pack", "the pack's rule counts; this one is not tried");

    /// <summary>HC4921.</summary>
    public static readonly DiagnosticDescriptor Correlation = new(
        "HC4921", DiagnosticSeverity.Warning, "correlation saw part of a rule's matches", "run over the matches that were kept; 'hindcast hunt' sees all");
}
