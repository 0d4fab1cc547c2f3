using System.Runtime.InteropServices;

namespace Hindcast.Formats.Archives;

/// <summary>
/// The calls of Linux that listing and reading many small files comes down to. The ways of .NET ask the system for each file twice to four
/// times as often: for a lock, for rights that nobody wants to know, for the length and the time apart. Thread-safe.
/// </summary>
/// <remarks>
/// Little here throws: what does not work is left to the ways of .NET, which know how to say why.
/// <see href="https://man7.org/linux/man-pages/man2/statx.2.html"/> and <see href="https://man7.org/linux/man-pages/man2/getdents.2.html"/>
/// describe the layouts, which are the same on every processor; the flags for opening are not.
/// </remarks>
internal static unsafe partial class LinuxCalls
{
    /// <summary>Bytes that a path may have on Linux, with the zero at its end.</summary>
    internal const int MaxPathBytes = 4096;

    /// <summary>Bytes of a buffer that a call for entries fills: as the C library has it.</summary>
    internal const int EntriesBytes = 32 * 1024;

    private const int HereAndNow = -100;
    private const int CloseOnExec = 0x80000;
    private const int DoNotWait = 0x800;
    private const int NotALink = 0x100;
    private const int NameOnly = 0x200000;
    private const int TheDescriptorItself = 0x1000;
    private const uint TypeLengthAndTime = 0x1 | 0x40 | 0x200;
    private const uint Owner = 0x8;
    private const int Interrupted = 4;
    private const int LinkInTheWay = 40;
    private const int SharedOrNot = 1 | 4;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly int FolderOnly = IsArm ? 0x4000 : 0x10000;
    private static readonly int FollowNoLink = IsArm ? 0x8000 : 0x20000;

    /// <summary>As .NET has it: an advisory lock of another program keeps a file from being read, unless the program that runs asks for none.</summary>
    private static readonly bool TakesLocks = !(AppContext.TryGetSwitch("System.IO.DisableFileLocking", out bool none) && none);

    /// <summary>True where these calls can be used: on Linux, on processors whose flags are known, with a C library that has them all.</summary>
    internal static bool Work { get; } = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64 && Try();

    /// <summary>Opens a folder for <see cref="Entries"/>; negative when it cannot be opened so.</summary>
    /// <param name="path">Its path with a zero at the end. A link is followed.</param>
    internal static int OpenFolder(ReadOnlySpan<byte> path) => Open(path, FolderOnly);

    /// <summary>
    /// Opens a file for reading; negative when it cannot be opened so. Does not follow a link that was put in its place, and does not wait for
    /// whoever would write to a pipe.
    /// </summary>
    /// <param name="path">Its path with a zero at the end.</param>
    /// <exception cref="FileNotFoundException">A link stands in its place.</exception>
    internal static int OpenFile(ReadOnlySpan<byte> path)
    {
        int file = Open(path, FollowNoLink | DoNotWait);
        if (file < 0 && Marshal.GetLastPInvokeError() == LinkInTheWay)
        {
            throw new FileNotFoundException();
        }

        return file >= 0 && !Lock(file) ? CloseAgain(file) : file;
    }

    /// <summary>Opens a file for reading through links; negative when it cannot be opened. Does not wait for whoever would write to a pipe.</summary>
    /// <param name="path">Its path with a zero at the end.</param>
    internal static int OpenThroughLinks(ReadOnlySpan<byte> path) => Open(path, DoNotWait);

    /// <summary>Opens whatever lies at a path for being named only; negative when nothing can be reached there.</summary>
    /// <param name="path">Its path with a zero at the end. A link is not followed.</param>
    internal static int OpenAsName(ReadOnlySpan<byte> path) => Open(path, NameOnly | FollowNoLink);

    /// <summary>Takes the lock that .NET takes for reading; false when another program keeps it from that.</summary>
    internal static bool Lock(int file) => !TakesLocks || CallLock(file, SharedOrNot) == 0;

    /// <summary>Writes a path as the system takes it, with a zero at its end; 0 for one that is too long for it.</summary>
    /// <returns>Bytes written.</returns>
    internal static int WritePath(string path, Span<byte> target)
    {
        if (!DiskName.TryWrite(path, target[..MaxPathBytes], out int written) || written == MaxPathBytes)
        {
            return 0;
        }

        target[written] = 0;
        return written + 1;
    }

    /// <summary>Closes what was opened, once.</summary>
    internal static void Close(int descriptor) => _ = CallClose(descriptor);

    /// <summary>The next entries of a folder, one after the other as the kernel writes them (<c>struct linux_dirent64</c>).</summary>
    /// <returns>Bytes written; 0 at the end; negative when the folder cannot be listed.</returns>
    internal static int Entries(int folder, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            return (int)CallEntries(folder, start, (nuint)buffer.Length);
        }
    }

    /// <summary>Looks at an entry of a folder, not at what a link leads to; null when it cannot be looked at.</summary>
    /// <param name="folder">The open folder.</param>
    /// <param name="name">The name of the entry with a zero at the end.</param>
    internal static LinuxStatus? Look(int folder, ReadOnlySpan<byte> name) => Look(folder, name, NotALink);

    /// <summary>Looks at an open file; null when it cannot be looked at.</summary>
    internal static LinuxStatus? Look(int file) => Look(file, "\0"u8, TheDescriptorItself);

    /// <summary>Looks at what lies at a path; null when it cannot be looked at.</summary>
    /// <param name="path">The path with a zero at the end.</param>
    /// <param name="isFollowed">True to look at what a link leads to.</param>
    internal static LinuxStatus? Look(ReadOnlySpan<byte> path, bool isFollowed) => Look(HereAndNow, path, isFollowed ? 0 : NotALink);

    /// <summary>Reads where a link leads to.</summary>
    /// <param name="path">The path with a zero at the end.</param>
    /// <param name="target">Receives the target.</param>
    /// <returns>Bytes written; negative when it cannot be read.</returns>
    internal static int ReadLink(ReadOnlySpan<byte> path, Span<byte> target)
    {
        fixed (byte* start = path, targetStart = target)
        {
            return (int)CallLink(start, targetStart, (nuint)target.Length);
        }
    }

    /// <summary>Reads at an offset; 0 at the end of the file. Throws <see cref="IOException"/>.</summary>
    internal static int Read(int file, Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                nint read = CallRead(file, start, (nuint)buffer.Length, offset);
                if (read >= 0)
                {
                    return (int)read;
                }

                int error = Marshal.GetLastPInvokeError();
                if (error != Interrupted)
                {
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error));
                }
            }
        }
    }

    private static int Open(ReadOnlySpan<byte> path, int flags)
    {
        fixed (byte* start = path)
        {
            return CallOpen(HereAndNow, start, flags | CloseOnExec);
        }
    }

    private static int CloseAgain(int file)
    {
        Close(file);
        return -1;
    }

    private static LinuxStatus? Look(int descriptor, ReadOnlySpan<byte> name, int flags)
    {
        Status status = default;
        fixed (byte* start = name)
        {
            return CallStatus(descriptor, start, flags, TypeLengthAndTime | Owner, &status) == 0 && (status.Told & TypeLengthAndTime) == TypeLengthAndTime
                ? new LinuxStatus(status.Mode, (long)status.Size, status.ModifiedSeconds, status.ModifiedNanoseconds, status.User)
                : null;
        }
    }

    private static bool Try()
    {
        try
        {
            byte[] buffer = new byte[EntriesBytes];
            int folder = OpenFolder("/\0"u8);
            bool works = folder >= 0 && Look(folder) is { IsFolder: true } && Look(folder, "/\0"u8) is not null && Entries(folder, buffer) > 0;
            if (folder >= 0)
            {
                Close(folder);
            }

            return works;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    // The fourth argument of openat is looked at only where a file is made.
    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int CallOpen(int folder, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int CallLock(int file, int operation);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CallClose(int descriptor);

    [LibraryImport("libc", EntryPoint = "getdents64")]
    private static partial nint CallEntries(int folder, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int CallStatus(int folder, byte* name, int flags, uint wanted, Status* status);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true)]
    private static partial nint CallLink(byte* path, byte* target, nuint length);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static partial nint CallRead(int file, byte* buffer, nuint length, long offset);

    /// <summary><c>struct statx</c>: what is wanted of it, at its place.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(0)]
        internal uint Told;

        [FieldOffset(20)]
        internal uint User;

        [FieldOffset(28)]
        internal ushort Mode;

        [FieldOffset(40)]
        internal ulong Size;

        [FieldOffset(112)]
        internal long ModifiedSeconds;

        [FieldOffset(120)]
        internal uint ModifiedNanoseconds;
    }
}
