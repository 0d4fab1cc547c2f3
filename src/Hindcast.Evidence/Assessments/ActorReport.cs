namespace Hindcast.Evidence.Assessments;

/// <summary>How many operators there were and whom they resemble.</summary>
/// <param name="AtLeast">Distinct operators that the evidence cannot explain away.</param>
/// <param name="AtMost">Operators there could be: every intrusion counted as another one, and every user of a page whom nothing but the page joins to the others.</param>
/// <param name="Clusters">The clusters, in the order of their first sign.</param>
/// <param name="Attempts">Sources that tried or scanned and got no further.</param>
public sealed record ActorReport(
    int AtLeast, int AtMost, IReadOnlyList<ActorCluster> Clusters, AttemptSummary Attempts)
{
    /// <summary>Nobody seen.</summary>
    public static ActorReport None { get; } = new(0, 0, [], new AttemptSummary(0, 0, null, null, []));
}
