using Hindcast.Evidence;

namespace Hindcast.Reports.Indicators;

/// <summary>Why a value of an indicator list is not taken.</summary>
public static class IndicatorDiagnostics
{
    /// <summary>HC7003.</summary>
    public static readonly DiagnosticDescriptor BadHash = new(
        "HC7003", DiagnosticSeverity.Warning, "hash of the wrong length or with a character that is no hex digit", "indicator refused");

    /// <summary>HC7004.</summary>
    public static readonly DiagnosticDescriptor Malformed = new(
        "HC7004", DiagnosticSeverity.Warning, "value does not have the form of its kind", "indicator refused");

    /// <summary>HC7005.</summary>
    public static readonly DiagnosticDescriptor ReservedAddress = new(
        "HC7005", DiagnosticSeverity.Warning, "private or reserved address", "indicator refused");

    /// <summary>HC7006.</summary>
    public static readonly DiagnosticDescriptor TooCommon = new(
        "HC7006", DiagnosticSeverity.Warning, "value that harmless systems have too", "indicator refused");
}
