using Hindcast.Evidence;

namespace Hindcast.Engine.Pages;

/// <summary>The kinds of trouble that judging a page can meet.</summary>
public static class PageDiagnostics
{
    /// <summary>HC4501.</summary>
    public static readonly DiagnosticDescriptor PartlyJudged = new(
        "HC4501", DiagnosticSeverity.Warning, "page too long to be judged whole", "head and tail judged");

    /// <summary>HC4502.</summary>
    public static readonly DiagnosticDescriptor WorkLimit = new(
        "HC4502", DiagnosticSeverity.Warning, "page analysis ended by a limit", "judged by what was seen");
}
