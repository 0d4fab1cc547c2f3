using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>An ordinary file on disk as its folder tells it.</summary>
/// <param name="Path">Its path below the evidence.</param>
/// <param name="FullPath">Where it lies.</param>
/// <param name="LengthBytes">Its length.</param>
/// <param name="Modified">When it was last written to.</param>
internal readonly record struct FoundFile(string Path, string FullPath, long LengthBytes, EvidenceTime Modified);
