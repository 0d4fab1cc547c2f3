namespace Hindcast.Fleet.Campaign;

/// <summary>
/// Servers that one hand may have been in: joined by what two operators seldom share. A resemblance of behaviour, not a name.
/// </summary>
/// <param name="Servers">Ids of the servers, at most 200, in text order.</param>
/// <param name="ServerCount">All of them.</param>
/// <param name="Organisations">How many organisations.</param>
/// <param name="First">First time of any of them, or null.</param>
/// <param name="Ties">What joins them: <c>kind value</c>, with how many servers share it, the most shared first, at most 20.</param>
public sealed record OperatorCluster(
    IReadOnlyList<string> Servers, long ServerCount, long Organisations, DateTimeOffset? First, IReadOnlyList<ClusterTie> Ties);
