using Hindcast.Evidence;

namespace Hindcast.Formats.EventJson;

/// <summary>A Windows event as an export wrote it, whatever the program.</summary>
/// <param name="Channel">Its channel. Untrusted, as all its texts.</param>
/// <param name="Provider">Its provider, or "".</param>
/// <param name="EventId">Its number.</param>
/// <param name="Time">When it was written, or null.</param>
/// <param name="IsTimeWithoutZone">True when the export tells no zone; the time is then taken as UTC.</param>
/// <param name="Fields">Names and values: the computer, then those of the event itself. Values without a name are called <c>Data</c>.</param>
internal sealed record JsonEvent(
    string Channel, string Provider, int EventId, EvidenceTime? Time, bool IsTimeWithoutZone, IReadOnlyList<KeyValuePair<string, string>> Fields);
