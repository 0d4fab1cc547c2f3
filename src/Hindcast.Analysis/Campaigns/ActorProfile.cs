namespace Hindcast.Analysis.Campaigns;

/// <summary>
/// What was published of an actor in one campaign; <c>actors.yml</c> of a pack. Data only: nothing here says that an
/// observation belongs to the actor. The same actor may have a profile in several packs, under the same id.
/// </summary>
public sealed record ActorProfile
{
    /// <summary>Id, the same in all packs: <c>hafnium</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The publisher's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of name that is.</summary>
    public required ActorKind Kind { get; init; }

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>ATT&amp;CK group id (<c>G0125</c>), or "".</summary>
    public string AttackGroup { get; init; } = "";

    /// <summary>First day on which it is known to have taken part in this campaign. Before it, it is no candidate.</summary>
    public required DateOnly ActiveFrom { get; init; }

    /// <summary>Last day known, or null when none was published.</summary>
    public DateOnly? ActiveUntil { get; init; }

    /// <summary>Who published it and when.</summary>
    public required string Source { get; init; }

    /// <summary>Sectors of its known victims in this campaign, in the publisher's words.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>Regions of its known victims in this campaign, in the publisher's words.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Working hours if published (<c>08:00-17:00 UTC+8</c>), or "".</summary>
    public string Hours { get; init; } = "";

    /// <summary>What speaks for care, in one sentence, or "".</summary>
    public string Caution { get; init; } = "";

    /// <summary>Its published features.</summary>
    public IReadOnlyList<ActorFeature> Features { get; init; } = [];
}
