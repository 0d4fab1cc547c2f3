namespace Hindcast.Evidence.Assessments;

/// <summary>Intrusions that are counted to one operator. A cluster of behaviour, never a name of a person or state.</summary>
public sealed record ActorCluster
{
    /// <summary>Claim id: A1, A2 ... in the order of their first sign.</summary>
    public required string Id { get; init; }

    /// <summary>Claim ids of its intrusions.</summary>
    public required IReadOnlyList<string> Intrusions { get; init; }

    /// <summary>How far it came.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>First sign, or null.</summary>
    public EvidenceTime? First { get; init; }

    /// <summary>Last sign, or null.</summary>
    public EvidenceTime? Last { get; init; }

    /// <summary>What it can be told by, sorted by kind and value.</summary>
    public required IReadOnlyList<ClusterFeature> Features { get; init; }

    /// <summary>Intrusions that were merged into it by several soft features; each can be taken back.</summary>
    public required IReadOnlyList<ActorMerge> Merges { get; init; }

    /// <summary>Published groups that it resembles, the closest first; empty when none.</summary>
    public required IReadOnlyList<Resemblance> Resemblances { get; init; }

    /// <summary>Operators that it could be: every intrusion counted as another one, and every user of a page whom nothing but the page
    /// joins to the others. Since 1.7.</summary>
    public int AtMost { get; init; }

    /// <summary>Competing explanations, the least contradicted first.</summary>
    public required IReadOnlyList<Hypothesis> Hypotheses { get; init; }
}
