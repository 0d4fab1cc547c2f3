using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>What a look at a path tells. Opens nothing that waits or acts. Immutable.</summary>
/// <param name="Kind">What lies there.</param>
/// <param name="Words">Where a link leads to, as text for people, or what else there is that is no file; else "".</param>
/// <param name="LengthBytes">The length of a file.</param>
/// <param name="Modified">When a file was last written to; null for a time that cannot be told.</param>
internal readonly record struct DiskEntry(DiskKind Kind, string Words, long LengthBytes, EvidenceTime? Modified)
{
    /// <summary>Looks at an entry of a folder, not at what a link leads to. Throws when it cannot be looked at.</summary>
    /// <param name="fullPath">The entry.</param>
    /// <param name="isFolder">True when its folder tells that it is one, or a link to one.</param>
    internal static DiskEntry Look(string fullPath, bool isFolder)
    {
        if (DiskPath.NeedsLinux(fullPath))
        {
            LinuxStatus status = LinuxPath.Look(fullPath);
            return status.IsLink ? LinkTo(LinuxPath.TargetOf(fullPath)) : Of(status);
        }

        // What vanished, or has too long a path, has no attributes; asking for them so tells why.
        FileSystemInfo entry = isFolder ? new DirectoryInfo(fullPath) : new FileInfo(fullPath);
        FileAttributes attributes = (int)entry.Attributes == -1 ? File.GetAttributes(fullPath) : entry.Attributes;

        // Other reparse points of Windows (deduplication, cloud files) are ordinary files to a reader.
        if ((attributes & FileAttributes.ReparsePoint) != 0 && (entry.LinkTarget ?? "") is var target && (isFolder || target.Length > 0))
        {
            return LinkTo(target);
        }

        return entry is FileInfo file ? Of(file) : new DiskEntry(DiskKind.Folder, "", 0, null);
    }

    /// <summary>Looks at a file that a user named, through links; null when there is none. Throws when it cannot be looked at.</summary>
    internal static DiskEntry? OfNamed(string fullPath)
    {
        if (DiskPath.NeedsLinux(fullPath))
        {
            return DiskPath.Exists(fullPath) ? Of(LinuxPath.LookBehind(fullPath)) : null;
        }

        FileInfo file = new(fullPath);
        return file.Exists ? Of(file) : null;
    }

    private static DiskEntry LinkTo(string target) => new(DiskKind.Link, MemberNames.Shown(DiskName.Shown(target)), 0, null);

    private static DiskEntry Of(FileInfo file)
    {
        long lengthBytes = file.Length;
        return lengthBytes == 0 && SpecialFiles.KindOf(file.FullName) is { } special
            ? new DiskEntry(DiskKind.Special, special, 0, null)
            : new DiskEntry(DiskKind.File, "", lengthBytes, FileState.TimeOf(() => file.LastWriteTimeUtc));
    }

    private static DiskEntry Of(LinuxStatus status) => status switch
    {
        { IsFile: true } => new DiskEntry(DiskKind.File, "", status.LengthBytes, status.Modified),
        { IsFolder: true } => new DiskEntry(DiskKind.Folder, "", 0, null),
        _ => new DiskEntry(DiskKind.Special, status.SpecialWords, 0, null),
    };
}
