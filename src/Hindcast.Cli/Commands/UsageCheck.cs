using Hindcast.Formats.Archives;

namespace Hindcast.Cli.Commands;

/// <summary>Looks at what the user named before any work begins.</summary>
internal static class UsageCheck
{
    /// <exception cref="UsageException">A path leads to nothing.</exception>
    internal static void Exist(IEnumerable<string> paths)
    {
        if (paths.FirstOrDefault(p => !DiskPath.Exists(p)) is { } missing)
        {
            throw new UsageException($"no such file or folder: {missing}");
        }
    }

    /// <param name="folder">A folder; null where the user named none.</param>
    /// <exception cref="UsageException">It is not there.</exception>
    internal static void Folder(string? folder)
    {
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new UsageException($"no such folder: {folder}");
        }
    }

    /// <param name="file">A file; null where the user named none.</param>
    /// <exception cref="UsageException">It is not there.</exception>
    internal static void File(string? file)
    {
        if (file is not null && !System.IO.File.Exists(file))
        {
            throw new UsageException($"no such file: {file}");
        }
    }

    /// <exception cref="UsageException">The number is negative.</exception>
    internal static void Threads(int threads)
    {
        if (threads < 0)
        {
            throw new UsageException("--threads takes 0 or more");
        }
    }
}
