namespace Hindcast.Evidence.Assessments;

/// <summary>
/// What a server had not done before, measured against its own past alone. Knows no campaign, stands beside the findings and
/// changes no verdict.
/// </summary>
public sealed record UnusualReport
{
    /// <summary>UTC days that were judged.</summary>
    public required int DaysJudged { get; init; }

    /// <summary>UTC days with records that had too few days before them to be judged.</summary>
    public required int DaysWithoutHistory { get; init; }

    /// <summary>First day judged; null when none was.</summary>
    public DateOnly? JudgedFrom { get; init; }

    /// <summary>Last day judged.</summary>
    public DateOnly? JudgedTo { get; init; }

    /// <summary>Items that are shown in any 30 days at most: what somebody can look at.</summary>
    public required int ItemsPerMonth { get; init; }

    /// <summary>Items, in time order.</summary>
    public required IReadOnlyList<UnusualItem> Items { get; init; }

    /// <summary>Items that were rare enough and found no room.</summary>
    public required int ItemsOverBudget { get; init; }

    /// <summary>Items left out because findings of a campaign explain them.</summary>
    public required int ItemsExplained { get; init; }

    /// <summary>
    /// What can be compared with other servers, by day, the first 500: also what was too little for an item, or found no room. What
    /// says little on one server may be telling on many.
    /// </summary>
    public IReadOnlyList<UnusualThing> Things { get; init; } = [];

    /// <summary>What is usual on this server, as a <see cref="UsualThings"/>; "" when nothing is.</summary>
    public string Usual { get; init; } = "";
}
