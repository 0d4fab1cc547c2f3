namespace Hindcast.Simulation.Evaluation;

/// <summary>Question 4: by how many? Compared over the intrusions of the truth that left something in the evidence.</summary>
/// <param name="Groups">Groups that got in and left something in the evidence.</param>
/// <param name="Clusters">Clusters of the assessment.</param>
/// <param name="AtLeast">The least number that the assessment gives.</param>
/// <param name="AtMost">The most.</param>
/// <param name="OverMerged">Clusters that hold intrusions of more than one group.</param>
/// <param name="OverSplit">Groups whose intrusions stand in more than one cluster.</param>
/// <param name="PairPrecision">Of the pairs of observations in one cluster, the share that one group made; null without pairs.</param>
/// <param name="PairRecall">Of the pairs of observations of one group, the share in one cluster; null without pairs.</param>
/// <param name="CubedPrecision">B-cubed precision over observations; null without any.</param>
/// <param name="CubedRecall">B-cubed recall over observations; null without any.</param>
public sealed record ActorScore(
    int Groups, int Clusters, int AtLeast, int AtMost, int OverMerged, int OverSplit, double? PairPrecision, double? PairRecall,
    double? CubedPrecision, double? CubedRecall)
{
    /// <summary>The number of groups lies in the range that the assessment gives.</summary>
    public bool IsCountInRange => Groups >= AtLeast && Groups <= AtMost;
}
