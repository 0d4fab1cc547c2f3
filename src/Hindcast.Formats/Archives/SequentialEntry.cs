using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>A member met while walking through an archive in order.</summary>
/// <param name="Path">Its path in the tree.</param>
/// <param name="LengthBytes">Its length as the archive says; -1 when unknown.</param>
/// <param name="Modified">Last modification; null when unknown.</param>
/// <param name="ModifiedIsLocal">True when that is a local time.</param>
/// <param name="Owner">Its owner; null when unknown.</param>
/// <param name="Bytes">Its bytes; null for a container, whose members follow instead.</param>
internal sealed record SequentialEntry(
    string Path, long LengthBytes, EvidenceTime? Modified, bool ModifiedIsLocal, string? Owner, Stream? Bytes);
