namespace Hindcast.Fleet.Campaign;

/// <summary>Something that an operator can be told by, met at several organisations.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The value. Untrusted.</param>
/// <param name="Organisations">How many organisations.</param>
/// <param name="Servers">How many servers.</param>
/// <param name="First">Its first time anywhere, or null.</param>
public sealed record SharedTerm(string Kind, string Value, long Organisations, long Servers, DateTimeOffset? First);
