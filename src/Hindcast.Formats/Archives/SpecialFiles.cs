using System.Formats.Tar;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Tells pipes, devices and sockets from files without opening them (opening a pipe would wait for ever). They have no length,
/// so that only empty files need to be asked about. Thread-safe.
/// </summary>
internal static class SpecialFiles
{
    private const int TypeOffset = 156;

    /// <summary>What a file without length is, in words; null for an ordinary empty file.</summary>
    public static string? KindOf(string fullPath)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        // The platform has no public word for the type of a file, but its tar writer knows it and opens only ordinary files.
        using MemoryStream header = new();
        try
        {
            using TarWriter writer = new(header, TarEntryFormat.Ustar, leaveOpen: true);
            writer.WriteEntry(fullPath, "x");
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException) && header.Length == 0)
        {
            // The one type that tar has no letter for; an ordinary file that cannot be opened is told apart by its mode bits.
            return OpensAsFile(fullPath) ? null : "socket";
        }

        return header.Length <= TypeOffset ? null : (char)header.GetBuffer()[TypeOffset] switch
        {
            '3' => "character device",
            '4' => "block device",
            '6' => "pipe",
            _ => null,
        };
    }

    private static bool OpensAsFile(string fullPath)
    {
        try
        {
            using var handle = DiskPath.Open(fullPath);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
