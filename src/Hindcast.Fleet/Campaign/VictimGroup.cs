namespace Hindcast.Fleet.Campaign;

/// <summary>Servers of one sector or country.</summary>
/// <param name="Name">The sector or country, or "".</param>
/// <param name="Servers">All servers.</param>
/// <param name="Assessed">Those with an assessment.</param>
/// <param name="Compromised">Those with an effect on the server, or more.</param>
public sealed record VictimGroup(string Name, long Servers, long Assessed, long Compromised);
