using System.IO.Enumeration;
using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// An entry of a folder as the folder and one look at the entry tell it. What is neither a folder nor an ordinary file with bytes in it, nor so
/// told without trouble, is to be looked at again by its path. Immutable.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFolder">True for a folder or a link to one.</param>
/// <param name="IsTold">True when it is told: an ordinary file with bytes in it, or a folder that is no link.</param>
/// <param name="LengthBytes">The length of a file that is told.</param>
/// <param name="Modified">When such a file was last written to; null for a time that cannot be told.</param>
internal readonly record struct FolderEntry(string Name, bool IsFolder, bool IsTold, long LengthBytes, EvidenceTime? Modified)
{
    private const FileAttributes NotOrdinary = FileAttributes.ReparsePoint | FileAttributes.Directory | FileAttributes.Device;

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
        MatchType = MatchType.Simple,
    };

    /// <summary>The entries of a folder by the ways of .NET, in no order. Throws what they throw.</summary>
    internal static List<FolderEntry> AllIn(string folder) => DiskPath.NeedsLinux(folder) ? throw LinuxPath.WhyNotListed(folder) : [.. new FileSystemEnumerable<FolderEntry>(folder, Of, Everything)];

    private static FolderEntry Of(ref FileSystemEntry entry)
    {
        string name = entry.FileName.ToString();
        bool isFolder = entry.IsDirectory;
        FileAttributes attributes = isFolder ? NotOrdinary : entry.Attributes;
        long lengthBytes = (attributes & NotOrdinary) == 0 ? entry.Length : 0;
        if (lengthBytes <= 0)
        {
            return new FolderEntry(name, isFolder, false, 0, null);
        }

        try
        {
            return new FolderEntry(name, false, true, lengthBytes, EvidenceTime.FromUtc(entry.LastWriteTimeUtc.UtcDateTime, TimePrecision.Tick));
        }
        catch (ArgumentOutOfRangeException)
        {
            // One file with a time that no calendar here has must not hide the others of its folder.
            return new FolderEntry(name, false, true, lengthBytes, null);
        }
    }
}
