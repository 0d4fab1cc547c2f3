using Hindcast.Evidence;

namespace Hindcast.Reports.Indicators;

/// <summary>Why a value of an indicator list is not taken.</summary>
public static class IndicatorDiagnostics
{
    /// <summary>HC7001.</summary>
    public static readonly DiagnosticDescriptor FileUnreadable = new(
        "HC7001", DiagnosticSeverity.Loss, "indicator list cannot be read", "nothing imported from it");

    /// <summary>HC7002.</summary>
    public static readonly DiagnosticDescriptor UnknownKind = new(
        "HC7002", DiagnosticSeverity.Warning, "indicator of a kind that is not known", "indicator refused");

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

    /// <summary>HC7007.</summary>
    public static readonly DiagnosticDescriptor PatternNotSimple = new(
        "HC7007", DiagnosticSeverity.Warning, "STIX pattern that is not one value or a choice of values", "indicator refused");

    /// <summary>HC7008.</summary>
    public static readonly DiagnosticDescriptor LimitReached = new(
        "HC7008", DiagnosticSeverity.Loss, "indicator list beyond a limit", "the rest is not imported");

    /// <summary>HC7009.</summary>
    public static readonly DiagnosticDescriptor Repeated = new(
        "HC7009", DiagnosticSeverity.Info, "indicator that was there before", "counted once");

    /// <summary>HC7010.</summary>
    public static readonly DiagnosticDescriptor Cleaned = new(
        "HC7010", DiagnosticSeverity.Info, "unseen characters or a defanged form removed", "indicator taken in its plain form");
}
