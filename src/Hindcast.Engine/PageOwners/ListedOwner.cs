using Hindcast.Evidence;

namespace Hindcast.Engine.PageOwners;

/// <summary>A file of a web root whose owner a file listing tells.</summary>
/// <param name="Path">Its path as written, in Windows form. Untrusted.</param>
/// <param name="Owner">Its owner as written. Untrusted.</param>
/// <param name="Size">Its size as digits, or "".</param>
/// <param name="Sha256">SHA-256 of the file, or "".</param>
/// <param name="Time">When it came to be there, where that is sure.</param>
/// <param name="Location">Where the row stands.</param>
/// <param name="RowSha256">SHA-256 of the row's bytes; "" for what is no server page.</param>
internal sealed record ListedOwner(string Path, string Owner, string Size, string Sha256, EvidenceTime? Time, SourceLocation Location, string RowSha256);
