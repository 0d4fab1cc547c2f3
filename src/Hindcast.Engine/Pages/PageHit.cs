using Hindcast.WebShells;

namespace Hindcast.Engine.Pages;

/// <summary>A file that a search kept.</summary>
/// <param name="Path">Its path below the evidence, as in a source location. Untrusted.</param>
/// <param name="LengthBytes">Its length.</param>
/// <param name="Sha256">SHA-256 of all its bytes, lower-case hex.</param>
/// <param name="Report">What the scanner says of it.</param>
/// <param name="YaraRules">Names of the user's YARA rules that match it.</param>
public sealed record PageHit(string Path, long LengthBytes, string Sha256, PageReport Report, IReadOnlyList<string> YaraRules);
