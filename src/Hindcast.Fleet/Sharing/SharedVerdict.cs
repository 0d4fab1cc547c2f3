namespace Hindcast.Fleet.Sharing;

/// <summary>What became of an object that was sent.</summary>
/// <param name="Id">Its id, or "" when it has none.</param>
/// <param name="Version">Its version, or "".</param>
/// <param name="Problem">Why it was not taken; null when it was.</param>
public sealed record SharedVerdict(string Id, string Version, string? Problem);
