using System.Buffers;
using System.Buffers.Binary;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Lists a folder by the calls of Linux: opened once, folders told without a look at them, files by one look from inside of the folder.
/// Thread-safe.
/// </summary>
internal static class LinuxFolder
{
    private const int LengthOffset = 16;
    private const int TypeOffset = 18;
    private const int NameOffset = 19;
    private const byte FolderType = 4;

    /// <summary>Adds its entries in no order; false when it cannot be listed so.</summary>
    internal static bool TryList(string fullPath, List<FolderEntry> entries)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(LinuxCalls.EntriesBytes);
        int folder = -1;
        try
        {
            int pathBytes = LinuxCalls.WritePath(fullPath, buffer);
            folder = pathBytes == 0 ? -1 : LinuxCalls.OpenFolder(buffer.AsSpan(0, pathBytes));
            int written = folder;
            while (written >= 0 && (written = LinuxCalls.Entries(folder, buffer)) > 0)
            {
                for (int at = 0; at < written; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthOffset)))
                {
                    Add(folder, fullPath, pathBytes, buffer.AsSpan(at, BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthOffset))), entries);
                }
            }

            return written >= 0;
        }
        finally
        {
            if (folder >= 0)
            {
                LinuxCalls.Close(folder);
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Add(int folder, string fullPath, int pathBytes, ReadOnlySpan<byte> entry, List<FolderEntry> entries)
    {
        ReadOnlySpan<byte> name = entry[NameOffset..];
        name = name[..name.IndexOf((byte)0)];
        if (name is [(byte)'.'] or [(byte)'.', (byte)'.'])
        {
            return;
        }

        // A path that is too long is reached from inside of the folder alone, not by what reads the file later.
        string text = DiskName.From(name);
        if (pathBytes + 1 + name.Length > LinuxCalls.MaxPathBytes)
        {
            entries.Add(new FolderEntry(text, entry[TypeOffset] == FolderType, false, 0, null));
            return;
        }

        if (entry[TypeOffset] == FolderType)
        {
            entries.Add(new FolderEntry(text, true, true, 0, null));
            return;
        }

        LinuxStatus status = LinuxCalls.Look(folder, entry[NameOffset..]) ?? default;
        bool isFolder = status.IsFolder || (status.IsLink && DiskPath.IsFolder(Path.Join(fullPath, text)));
        bool isTold = status.IsFolder || (status.IsFile && status.LengthBytes > 0);
        entries.Add(new FolderEntry(text, isFolder, isTold, isTold ? status.LengthBytes : 0, isTold ? status.Modified : null));
    }
}
