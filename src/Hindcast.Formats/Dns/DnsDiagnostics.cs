using Hindcast.Evidence;

namespace Hindcast.Formats.Dns;

/// <summary>The kinds of trouble that DNS and proxy logs can be in.</summary>
public static class DnsDiagnostics
{
    /// <summary>HC2201.</summary>
    public static readonly DiagnosticDescriptor NotJson = new(
        "HC2201", DiagnosticSeverity.Loss, "row is no JSON object", "row is not searched");

    /// <summary>HC2202.</summary>
    public static readonly DiagnosticDescriptor LocalTime = new(
        "HC2202", DiagnosticSeverity.Info, "log has local times without an offset", "its times are taken as UTC");

    /// <summary>HC2203.</summary>
    public static readonly DiagnosticDescriptor DateOrder = new(
        "HC2203", DiagnosticSeverity.Warning, "day and month cannot be told apart", "the order usual for the clock's form is assumed");
}
