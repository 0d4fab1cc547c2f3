namespace Hindcast.Evidence.Assessments;

/// <summary>Something that was placed and could outlive the patch, with its last known state.</summary>
public sealed record PersistentItem
{
    /// <summary>Claim id: P1, P2 ...</summary>
    public required string Id { get; init; }

    /// <summary>What it is: <c>page</c>, <c>account</c>, <c>role</c>, <c>task</c>, <c>service</c>, <c>module</c>,
    /// <c>transport-agent</c>, <c>forwarding</c>, <c>virtual-directory</c>, <c>other</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name or path. Untrusted.</summary>
    public required string Name { get; init; }

    /// <summary>Claim id of the intrusion that placed it; "" for a page that a listing of the files has and of which nothing tells whose it is.</summary>
    public required string Intrusion { get; init; }

    /// <summary>Its last known state.</summary>
    public required PersistenceState State { get; init; }

    /// <summary>Why that is known, in one sentence.</summary>
    public required string Because { get; init; }

    /// <summary>When it was placed, or null.</summary>
    public EvidenceTime? Placed { get; init; }

    /// <summary>Last use that was answered, or null.</summary>
    public EvidenceTime? LastUsed { get; init; }

    /// <summary>True when it was used after the server's build held the fixes of the flaws that its intrusion used: patched and not clean.</summary>
    public required bool UsedAfterFix { get; init; }

    /// <summary>Ids of observations, at most 20.</summary>
    public required IReadOnlyList<string> Claims { get; init; }
}
