using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>An ordinary file on disk as its folder tells it. Paths are put together when they are asked for: there may be millions.</summary>
/// <param name="Folder">The folder it lies in.</param>
/// <param name="Name">Its name as it is shown.</param>
/// <param name="FileName">Its name there.</param>
/// <param name="LengthBytes">Its length.</param>
/// <param name="Modified">When it was last written to; null when that cannot be told.</param>
internal readonly record struct FoundFile(FoundFolder Folder, string Name, string FileName, long LengthBytes, EvidenceTime? Modified)
{
    /// <summary>Its path below the evidence. Made anew at each call.</summary>
    internal string Path => Folder.Path.Length == 0 ? Name : $"{Folder.Path}/{Name}";

    /// <summary>Where it lies. Made anew at each call.</summary>
    internal string FullPath => System.IO.Path.Join(Folder.FullPath, FileName);
}
