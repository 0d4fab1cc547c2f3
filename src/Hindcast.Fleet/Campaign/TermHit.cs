namespace Hindcast.Fleet.Campaign;

/// <summary>A server on which something that was searched for was met.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The value. Untrusted.</param>
/// <param name="ServerId">The server.</param>
/// <param name="Server">Its name.</param>
/// <param name="Organisation">Name of the organisation.</param>
/// <param name="First">First time there, or null.</param>
/// <param name="Last">Last time there, or null.</param>
public sealed record TermHit(
    string Kind, string Value, string ServerId, string Server, string Organisation, DateTimeOffset? First, DateTimeOffset? Last);
