using Hindcast.Evidence;

namespace Hindcast.Engine.Packs;

/// <summary>A file of a product whose hash tells the build.</summary>
/// <param name="Sha256">Its hash, lower case.</param>
/// <param name="Name">Its name.</param>
/// <param name="Build">The build; null when it was not published.</param>
public sealed record ProductFile(string Sha256, string Name, BuildNumber? Build);
