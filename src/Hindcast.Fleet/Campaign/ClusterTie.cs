namespace Hindcast.Fleet.Campaign;

/// <summary>What joins servers of a cluster.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The value. Untrusted.</param>
/// <param name="Servers">How many servers of the cluster share it.</param>
public sealed record ClusterTie(string Kind, string Value, int Servers);
