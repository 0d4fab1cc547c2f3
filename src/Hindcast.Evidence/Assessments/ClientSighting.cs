namespace Hindcast.Evidence.Assessments;

/// <summary>A client address in the records that a detection met.</summary>
/// <param name="Address">As the log has it. Untrusted.</param>
/// <param name="Records">How many of the records name it.</param>
/// <param name="First">Time of the first of them, when any has one.</param>
/// <param name="Last">Time of the last of them.</param>
public sealed record ClientSighting(string Address, long Records, EvidenceTime? First, EvidenceTime? Last);
