namespace Hindcast.Analysis.Campaigns;

/// <summary>What a pack knows of a campaign. Data, read from pack.yml and the pack's rules.</summary>
public sealed record Campaign
{
    /// <summary>Folder name of the pack.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The day the world learned of it.</summary>
    public required DateOnly Disclosed { get; init; }

    /// <summary>The earliest use known today, or null.</summary>
    public DateOnly? FirstKnownUse { get; init; }

    /// <summary>The flaws it used.</summary>
    public required IReadOnlyList<Vulnerability> Vulnerabilities { get; init; }

    /// <summary>What its rules mean, by rule id.</summary>
    public required IReadOnlyDictionary<string, DetectionMeaning> Detections { get; init; }

    /// <summary>Steps of which each needs what the one before brought back.</summary>
    public required StepChain? Chain { get; init; }

    /// <summary>Logs that a full answer needs.</summary>
    public required IReadOnlyList<NeededLog> Logs { get; init; }

    /// <summary>What to do, by outcome.</summary>
    public required IReadOnlyList<RecommendedAction> Actions { get; init; }
}
