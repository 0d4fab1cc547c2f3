using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Reaches files and folders by paths that .NET cannot say (<see cref="DiskName"/>), with the errors that .NET has for others. Where
/// <see cref="LinuxCalls"/> work only. Thread-safe.
/// </summary>
[SkipLocalsInit]
internal static class LinuxPath
{
    private const int NotPermitted = 1;
    private const int NoSuchEntry = 2;
    private const int AccessDenied = 13;
    private const int NoFolderInTheWay = 20;
    private const int NameTooLong = 36;

    /// <summary>Opens a file for reading as .NET does: through links. Throws when it cannot be opened.</summary>
    internal static int Open(string fullPath)
    {
        Span<byte> path = stackalloc byte[LinuxCalls.MaxPathBytes];
        int file = LinuxCalls.OpenThroughLinks(Written(fullPath, path));
        if (file < 0)
        {
            throw LastError();
        }

        if (!LinuxCalls.Lock(file))
        {
            LinuxCalls.Close(file);
            throw new IOException();
        }

        return file;
    }

    /// <summary>Looks at an entry, not at what a link leads to. Throws when it cannot be looked at.</summary>
    internal static LinuxStatus Look(string fullPath)
    {
        Span<byte> path = stackalloc byte[LinuxCalls.MaxPathBytes];
        return LinuxCalls.Look(Written(fullPath, path), isFollowed: false) ?? throw LastError();
    }

    /// <summary>Looks at an entry through links. Throws when it cannot be looked at.</summary>
    internal static LinuxStatus LookBehind(string fullPath)
    {
        Span<byte> path = stackalloc byte[LinuxCalls.MaxPathBytes];
        return LinuxCalls.Look(Written(fullPath, path), isFollowed: true) ?? throw LastError();
    }

    /// <summary>Where a link leads to. Throws when it cannot be told.</summary>
    internal static string TargetOf(string fullPath)
    {
        Span<byte> path = stackalloc byte[LinuxCalls.MaxPathBytes];
        Span<byte> target = stackalloc byte[LinuxCalls.MaxPathBytes];
        int length = LinuxCalls.ReadLink(Written(fullPath, path), target);
        return length < 0 ? throw LastError() : DiskName.From(target[..length]);
    }

    /// <summary>Why a folder cannot be listed.</summary>
    internal static Exception WhyNotListed(string fullPath)
    {
        Span<byte> path = stackalloc byte[LinuxCalls.MaxPathBytes];
        int folder = LinuxCalls.OpenFolder(Written(fullPath, path));
        if (folder < 0)
        {
            return LastError();
        }

        LinuxCalls.Close(folder);
        return new IOException();
    }

    private static ReadOnlySpan<byte> Written(string fullPath, Span<byte> target) =>
        LinuxCalls.WritePath(fullPath, target) is > 0 and int length ? target[..length] : throw new PathTooLongException();

    private static Exception LastError() => Marshal.GetLastPInvokeError() switch
    {
        NoSuchEntry or NoFolderInTheWay => new FileNotFoundException(),
        AccessDenied or NotPermitted => new UnauthorizedAccessException(),
        NameTooLong => new PathTooLongException(),
        int error => new IOException(Marshal.GetPInvokeErrorMessage(error)),
    };
}
