namespace Hindcast.Engine.Cases;

/// <summary>The evidence behind a claim: the exact bytes of one record, read again from the evidence.</summary>
/// <param name="Claim">The claim that leads here.</param>
/// <param name="Why">What the record shows.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="FileSha256">SHA-256 of the whole file when it was assessed.</param>
/// <param name="RecordSha256">SHA-256 of the record when it was assessed; "" where none was taken.</param>
/// <param name="Bytes">The bytes there now; null when they can't be read.</param>
/// <param name="Unchanged">True when they have the same hash as then; null when no hash was taken.</param>
/// <param name="Text">The record in words, for records that are not text (an event as XML); else null.</param>
public sealed record ProofLine(
    string Claim,
    string Why,
    Evidence.SourceLocation Location,
    string FileSha256,
    string RecordSha256,
    byte[]? Bytes,
    bool? Unchanged,
    string? Text);
