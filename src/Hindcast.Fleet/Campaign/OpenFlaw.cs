namespace Hindcast.Fleet.Campaign;

/// <summary>A flaw and how many servers were seen open to it.</summary>
/// <param name="Vulnerability">The CVE id.</param>
/// <param name="Servers">Servers seen open.</param>
/// <param name="Fixed">Of these, servers seen fixed later.</param>
public sealed record OpenFlaw(string Vulnerability, long Servers, long Fixed);
