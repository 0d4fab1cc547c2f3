namespace Hindcast.Engine.Cases;

/// <summary>A record as it was read again.</summary>
/// <param name="Bytes">Its exact bytes.</param>
/// <param name="Text">Its text for people, where the bytes are none; null for records that are text.</param>
internal sealed record ReadRecord(byte[] Bytes, string? Text);
