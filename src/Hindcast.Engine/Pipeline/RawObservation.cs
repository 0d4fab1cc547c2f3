using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>A match as a worker found it; lines still count within the unit.</summary>
internal sealed record RawObservation(
    int Rule,
    EvidenceTime? Time,
    long OffsetBytes,
    long LengthBytes,
    long LineInUnit,
    string Sha256,
    IReadOnlyList<KeyValuePair<string, string>> Fields);
