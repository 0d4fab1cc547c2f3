namespace Hindcast.Formats.Archives;

/// <summary>A file in a zip under its safe path.</summary>
/// <param name="Path">The path in the tree.</param>
/// <param name="Member">The entry.</param>
/// <param name="Open">Opens its guarded bytes; null when they cannot be had.</param>
internal sealed record ZipItem(string Path, ZipMember Member, Func<Stream>? Open);
