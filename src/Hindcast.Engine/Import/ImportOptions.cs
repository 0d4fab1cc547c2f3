using Hindcast.Reports.Indicators;

namespace Hindcast.Engine.Import;

/// <summary>How indicator lists are read.</summary>
public sealed record ImportOptions
{
    /// <summary>True to take addresses that no host on the internet has.</summary>
    public bool AllowReserved { get; init; }

    /// <summary>The kind of values in lists that do not say it; null to tell it by their form.</summary>
    public IndicatorKind? Kind { get; init; }
}
