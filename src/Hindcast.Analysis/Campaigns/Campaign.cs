namespace Hindcast.Analysis.Campaigns;

/// <summary>What a pack knows of a campaign. Data, read from pack.yml and the pack's rules.</summary>
public sealed record Campaign
{
    /// <summary>Folder name of the pack.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The day the world learned of it; null for a pack of what all intrusions have in common.</summary>
    public required DateOnly? Disclosed { get; init; }

    /// <summary>The earliest use known today, or null.</summary>
    public DateOnly? FirstKnownUse { get; init; }

    /// <summary>Who says so; "" when no use is known.</summary>
    public string FirstKnownUseSource { get; init; } = "";

    /// <summary>The flaws it used.</summary>
    public required IReadOnlyList<Vulnerability> Vulnerabilities { get; init; }

    /// <summary>What its rules mean, by rule id.</summary>
    public required IReadOnlyDictionary<string, DetectionMeaning> Detections { get; init; }

    /// <summary>Steps of which each needs what the one before brought back.</summary>
    public required StepChain? Chain { get; init; }

    /// <summary>Logs that a full answer needs.</summary>
    public required IReadOnlyList<NeededLog> Logs { get; init; }

    /// <summary>
    /// Kinds of logs that show the product to be in question at all, a * at the end for any; empty when it always is. An
    /// Exchange server's evidence is not to be filled with what is missing of Orion, nor the other way round.
    /// </summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>What to do, in the order of the playbook.</summary>
    public required IReadOnlyList<RecommendedAction> Actions { get; init; }

    /// <summary>Parts of the campaign that only some logs can show.</summary>
    public IReadOnlyList<SubjectCheck> Checks { get; init; } = [];

    /// <summary>How answers speak of its product.</summary>
    public ProductWords Words { get; init; } = ProductWords.Plain;

    /// <summary>Published actors of the campaign.</summary>
    public IReadOnlyList<ActorProfile> Actors { get; init; } = [];

    /// <summary>
    /// True when a match tells of this very campaign: of a flaw, or by what only the campaign has. A check that needs no knowledge of it,
    /// such as one for odd pages, says nothing about its disclosure.
    /// </summary>
    public bool IsToldBy(DetectionMeaning meaning) =>
        Detections.ContainsKey(meaning.RuleId) && (DetectionMeaning.IsFlaw(meaning.Subject) || !meaning.Generic);

    /// <summary>The earliest day on which it can have been used, as far as is known; null for what has no campaign.</summary>
    public DateOnly? KnownSince => FirstKnownUse ?? Disclosed;
}
