namespace Hindcast.Formats.Artefacts;

/// <summary>Where an event comes from.</summary>
/// <param name="Channel">The channel, such as <c>Security</c>. Untrusted.</param>
/// <param name="Provider">The provider, or "". Untrusted.</param>
/// <param name="EventId">The event's number.</param>
public sealed record EventSource(string Channel, string Provider, int EventId);
