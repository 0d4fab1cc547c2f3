namespace Hindcast.Evidence.Assessments;

/// <summary>
/// One chain of observations that belong together: what one hand did in one go. Made only of observations that hard or
/// timely links join; what could not be joined is another intrusion.
/// </summary>
public sealed record Intrusion
{
    /// <summary>Claim id: I1, I2 ... in the order of their first sign.</summary>
    public required string Id { get; init; }

    /// <summary>Claim id of the actor cluster that it is counted to.</summary>
    public required string Actor { get; init; }

    /// <summary>One sentence.</summary>
    public required string Title { get; init; }

    /// <summary>How far it came.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>First observation with a time, or null.</summary>
    public EvidenceTime? First { get; init; }

    /// <summary>First observation that shows success by an effect on the server, or null.</summary>
    public EvidenceTime? FirstSuccess { get; init; }

    /// <summary>Last observation with a time, or null.</summary>
    public EvidenceTime? Last { get; init; }

    /// <summary>Every rung of the ladder, in order, with what shows it or why it cannot be told.</summary>
    public required IReadOnlyList<IntrusionStage> Stages { get; init; }

    /// <summary>Client addresses seen, in text order.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>Pages placed or used: paths as the web server names them, in text order.</summary>
    public required IReadOnlyList<string> Pages { get; init; }

    /// <summary>ATT&amp;CK technique ids, in text order.</summary>
    public required IReadOnlyList<string> Techniques { get; init; }

    /// <summary>Why its observations were joined.</summary>
    public required IReadOnlyList<IntrusionLink> Links { get; init; }

    /// <summary>Claim ids of the observations, in time order.</summary>
    public required IReadOnlyList<string> Observations { get; init; }
}
