namespace Hindcast.Evidence.Assessments;

/// <summary>A campaign pack as it was used.</summary>
/// <param name="Id">Folder name.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Sha256">SHA-256 over the names and contents of its files, in lower-case hex.</param>
public sealed record PackReference(string Id, string Name, string Sha256);
