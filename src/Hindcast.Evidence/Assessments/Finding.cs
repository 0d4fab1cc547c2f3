namespace Hindcast.Evidence.Assessments;

/// <summary>What observations mean together.</summary>
public sealed record Finding
{
    /// <summary>Claim id: F1, F2 ... worst first.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about: a CVE id, or a kind such as <c>web-shell</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>One sentence.</summary>
    public required string Title { get; init; }

    /// <summary>How far it came.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>How sure that is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Why it is graded so, one sentence each.</summary>
    public required IReadOnlyList<Statement> Reasons { get; init; }

    /// <summary>Earliest observation.</summary>
    public EvidenceTime? First { get; init; }

    /// <summary>Latest observation.</summary>
    public EvidenceTime? Last { get; init; }

    /// <summary>The observations behind it.</summary>
    public required IReadOnlyList<string> Observations { get; init; }

    /// <summary>The pack that knows about it.</summary>
    public required string Pack { get; init; }
}
