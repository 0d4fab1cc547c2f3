namespace Hindcast.Formats.Archives;

/// <summary>A folder on disk. Immutable; its files share it.</summary>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Path">Its path below the evidence; "" at the top.</param>
internal sealed record FoundFolder(string FullPath, string Path);
