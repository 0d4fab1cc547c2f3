namespace Hindcast.Evidence.Assessments;

/// <summary>A stretch of time in which one vulnerability had one state.</summary>
public sealed record ExposureWindow
{
    /// <summary>Claim id: X1, X2 ...</summary>
    public required string Id { get; init; }

    /// <summary>The CVE id.</summary>
    public required string Vulnerability { get; init; }

    /// <summary>The state.</summary>
    public required ExposureState State { get; init; }

    /// <summary>First row that shows the state.</summary>
    public required EvidenceTime From { get; init; }

    /// <summary>Last row that shows it. What follows until the next window is not known.</summary>
    public required EvidenceTime To { get; init; }

    /// <summary>The day the fix was published.</summary>
    public required DateOnly FixPublished { get; init; }

    /// <summary>End of the part before the fix was out (zero-day window), or null when there is none.</summary>
    public EvidenceTime? ZeroDayUntil { get; init; }

    /// <summary>Start of the part after the fix was out (n-day window), or null when there is none.</summary>
    public EvidenceTime? NDayFrom { get; init; }

    /// <summary>First row that shows the next state, or null: the change happened between <see cref="To"/> and this.</summary>
    public EvidenceTime? NextSeen { get; init; }

    /// <summary>Why the state is what it is.</summary>
    public required string Reason { get; init; }

    /// <summary>The builds behind it.</summary>
    public required IReadOnlyList<string> Builds { get; init; }
}
