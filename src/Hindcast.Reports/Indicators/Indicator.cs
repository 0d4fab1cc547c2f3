using Hindcast.Evidence;

namespace Hindcast.Reports.Indicators;

/// <summary>A value that others can look for. Equal when all of it is equal.</summary>
public sealed record Indicator
{
    /// <summary>What it is a value of.</summary>
    public required IndicatorKind Kind { get; init; }

    /// <summary>The value in its plain form (<see cref="IndicatorSanitiser"/>).</summary>
    public required string Value { get; init; }

    /// <summary>When it was first seen, or null.</summary>
    public EvidenceTime? First { get; init; }

    /// <summary>When it was last seen, or null.</summary>
    public EvidenceTime? Last { get; init; }

    /// <summary>How often it was seen; 0 when that is not told.</summary>
    public long Sightings { get; init; }

    /// <summary>What it has to do with, in words; may be "".</summary>
    public string Context { get; init; } = "";
}
