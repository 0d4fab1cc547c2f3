using Hindcast.Evidence;

namespace Hindcast.Engine.PageUse;

/// <summary>A row of a log that asks for a page.</summary>
/// <param name="Time">When.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Log">The log.</param>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Client">Who asked.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record PageRequest(
    EvidenceTime Time, SourceLocation Location, LogName Log, string Sha256, string Client, IReadOnlyList<KeyValuePair<string, string>> Fields);
