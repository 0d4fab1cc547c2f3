using Microsoft.Win32.SafeHandles;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Reaches files and folders by their path, also those whose path .NET cannot say since it is no UTF-8 (<see cref="DiskName"/>).
/// Thread-safe.
/// </summary>
public static class DiskPath
{
    /// <summary>Opens a file for shared reading, so that logs still written to can be read. Throws what <see cref="File.OpenHandle"/> throws.</summary>
    public static SafeFileHandle Open(string fullPath, FileOptions options = FileOptions.None) => NeedsLinux(fullPath)
        ? new SafeFileHandle(LinuxPath.Open(fullPath), ownsHandle: true)
        : File.OpenHandle(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, options);

    /// <summary>True when there is a file or folder, or a link to one.</summary>
    public static bool Exists(string path) => Path.Exists(path) || (path.Length > 0 && Full(path) is var full && NeedsLinux(full) && StatusOf(full) is not null);

    /// <summary>True for a folder or a link to one.</summary>
    public static bool IsFolder(string fullPath) => NeedsLinux(fullPath) ? StatusOf(fullPath) is { IsFolder: true } : Directory.Exists(fullPath);

    /// <summary>The full path of what a user names, also inside of a working folder whose name is no UTF-8.</summary>
    /// <exception cref="ArgumentException">It is empty or no path.</exception>
    public static string Full(string path)
    {
        string full = Path.GetFullPath(path);
        return LinuxCalls.Work && !Path.IsPathRooted(path) && full.Contains('\uFFFD') && WorkingFolder() is { } folder ? Path.GetFullPath(path, folder) : full;
    }

    /// <summary>True for a path that is reached by the calls of Linux alone.</summary>
    internal static bool NeedsLinux(string path) => LinuxCalls.Work && DiskName.MayHaveBytes(path);

    /// <summary>What a file is now. Throws when it cannot be told.</summary>
    internal static FileState StateOf(string fullPath)
    {
        if (NeedsLinux(fullPath))
        {
            LinuxStatus status = LinuxPath.LookBehind(fullPath);
            return new FileState(status.LengthBytes, status.Modified);
        }

        FileInfo now = new(fullPath);
        return new FileState(now.Length, FileState.TimeOf(() => now.LastWriteTimeUtc));
    }

    private static LinuxStatus? StatusOf(string fullPath)
    {
        try
        {
            return LinuxPath.LookBehind(fullPath);
        }
        catch (Exception error) when (SourceFailure.IsExpected(error))
        {
            return null;
        }
    }

    private static string? WorkingFolder()
    {
        try
        {
            return LinuxPath.TargetOf("/proc/self/cwd");
        }
        catch (Exception error) when (SourceFailure.IsExpected(error))
        {
            return null;
        }
    }
}
