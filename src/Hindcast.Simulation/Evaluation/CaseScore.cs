namespace Hindcast.Simulation.Evaluation;

/// <summary>One assessment against one truth.</summary>
public sealed record CaseScore
{
    /// <summary>The scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Its seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Question 1.</summary>
    public required ExposureScore Exposure { get; init; }

    /// <summary>Question 2.</summary>
    public required VerdictScore Verdict { get; init; }

    /// <summary>Question 3.</summary>
    public required TimeScore Time { get; init; }

    /// <summary>Findings of questions 2 and 3.</summary>
    public required FindingScore Findings { get; init; }

    /// <summary>Question 4.</summary>
    public required ActorScore Actors { get; init; }

    /// <summary>Question 5.</summary>
    public required ImpactScore Impact { get; init; }

    /// <summary>Question 6.</summary>
    public required PersistenceScore Persistence { get; init; }

    /// <summary>Question 8.</summary>
    public required ActionScore Actions { get; init; }

    /// <summary>Question 7.</summary>
    public required SeenEarlierScore SeenEarlier { get; init; }

    /// <summary>What is covered.</summary>
    public required CoverageScore Coverage { get; init; }
}
