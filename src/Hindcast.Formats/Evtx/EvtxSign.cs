using Hindcast.Evidence;

namespace Hindcast.Formats.Evtx;

/// <summary>One such sign, with what it was drawn from. What it means is for the analysis to say.</summary>
/// <param name="Kind">What.</param>
/// <param name="Location">The record (or chunk) after the break.</param>
/// <param name="RecordIdBefore">The record id before the break; 0 where it has no meaning.</param>
/// <param name="RecordIdAfter">The record id after the break.</param>
/// <param name="TimeBefore">Time of the record before the break.</param>
/// <param name="TimeAfter">Time of the record after the break.</param>
public sealed record EvtxSign(
    EvtxSignKind Kind,
    SourceLocation Location,
    long RecordIdBefore,
    long RecordIdAfter,
    EvidenceTime TimeBefore,
    EvidenceTime TimeAfter);
