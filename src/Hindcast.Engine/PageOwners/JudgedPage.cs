using Hindcast.Engine.Pages;
using Hindcast.Evidence;

namespace Hindcast.Engine.PageOwners;

/// <summary>A page of a web root whose code is not benign.</summary>
/// <param name="TargetFilename">Its path in Windows form. Untrusted.</param>
/// <param name="Size">Its size as digits.</param>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Location">The whole file.</param>
/// <param name="Page">What its code says.</param>
internal sealed record JudgedPage(string TargetFilename, string Size, string Sha256, SourceLocation Location, PageFields Page);
