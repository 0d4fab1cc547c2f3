using System.IO.Enumeration;
using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Lists the files below the roots. Follows no link (so that nothing outside of the evidence is read and loops end) and opens no
/// pipe, device or socket. Folders are looked into on all cores, the list is made in order. Not thread-safe.
/// </summary>
internal sealed class FolderWalk(TreeScope scope, ContainerListing listing, IFileReader? reader, ParallelOptions parallel)
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
        MatchType = MatchType.Simple,
    };

    private readonly List<FoundFile> _found = [];
    private int _files;

    /// <summary>Lists one root: a folder or a file. A root may be a link, as the user named it.</summary>
    public void AddRoot(EvidenceRoot root)
    {
        if (Directory.Exists(root.FullPath))
        {
            AddFolders(root);
            ListFound(root);
        }
        else if (Attempt(root.Prefix, SourceDiagnostics.FileUnreadable, () => new FileInfo(root.FullPath)) is { Exists: true } file)
        {
            if (Found(file, new Folder(file.DirectoryName ?? "", ""), root.Prefix, root.Prefix) is { } found)
            {
                Add([found]);
                ListFound(root);
            }
        }
        else
        {
            scope.Sink.Add(SourceDiagnostics.PathNotFound.At(new(root.Prefix), "nothing there", "a folder, a file or an archive"));
        }
    }

    /// <summary>All folders of one depth, then those inside them.</summary>
    private void AddFolders(EvidenceRoot root)
    {
        List<Folder> level = [new Folder(root.FullPath, root.Prefix)];
        for (int depth = 0; level.Count > 0; depth++)
        {
            if (depth > scope.Limits.MaxFolderDepth)
            {
                foreach (Folder deep in level)
                {
                    scope.Sink.Add(SourceDiagnostics.FolderTooDeep.At(
                        new(deep.Path), FormattableString.Invariant($"folder {depth} deep"), FormattableString.Invariant($"at most {scope.Limits.MaxFolderDepth}")));
                }

                return;
            }

            (List<Folder> Folders, List<FoundFile> Files)[] contents = new (List<Folder>, List<FoundFile>)[level.Count];
            Parallel.For(0, contents.Length, parallel, i => contents[i] = Look(level[i]));
            level = [];
            foreach ((List<Folder> folders, List<FoundFile> files) in contents)
            {
                level.AddRange(folders);
                if (!Add(files))
                {
                    return;
                }
            }
        }
    }

    private (List<Folder> Folders, List<FoundFile> Files) Look(Folder folder)
    {
        List<Folder> folders = [];
        List<FoundFile> files = [];
        Entry[] entries = Attempt(
            folder.Path.Length == 0 ? "." : folder.Path, SourceDiagnostics.FolderUnreadable,
            () => new FileSystemEnumerable<Entry>(folder.FullPath, Entry.Of, Everything).ToArray()) ?? [];
        Array.Sort(entries, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (Entry entry in entries)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            string name = entry.Name.EndsWith('!') ? entry.Name[..^1] + "%21" : entry.Name;
            if (entry.IsOrdinaryFile)
            {
                files.Add(new FoundFile(folder.Path, name, folder.FullPath, entry.Name, entry.LengthBytes, EvidenceTime.FromUtc(entry.ModifiedUtc, TimePrecision.Tick)));
                continue;
            }

            string path = folder.Path.Length == 0 ? name : folder.Path + "/" + name;
            string fullPath = Path.Join(folder.FullPath, entry.Name);
            FileSystemInfo other = entry.IsFolder ? new DirectoryInfo(fullPath) : new FileInfo(fullPath);
            if (!CanBeExamined(other, path) || IsLink(other, path))
            {
                continue;
            }

            if (other is DirectoryInfo)
            {
                folders.Add(new Folder(fullPath, path));
            }
            else if (Found((FileInfo)other, folder, path, name) is { } found)
            {
                files.Add(found);
            }
        }

        return (folders, files);
    }

    /// <summary>False when there are more files than the limit.</summary>
    private bool Add(List<FoundFile> files)
    {
        foreach (FoundFile file in files)
        {
            if (_files++ >= scope.Limits.MaxFiles)
            {
                scope.Sink.Add(SourceDiagnostics.TooManyFiles.At(new(file.Path), FormattableString.Invariant($"more than {scope.Limits.MaxFiles}")));
                return false;
            }

            _found.Add(file);
        }

        return true;
    }

    /// <summary>False, with a diagnostic, for an entry that vanished or whose path is too long: it has no attributes.</summary>
    private bool CanBeExamined(FileSystemInfo entry, string path)
    {
        const FileAttributes NotFound = (FileAttributes)(-1);
        DiagnosticDescriptor unreadable = entry is DirectoryInfo ? SourceDiagnostics.FolderUnreadable : SourceDiagnostics.FileUnreadable;
        if (Attempt(path, unreadable, () => (FileAttributes?)entry.Attributes) is not { } attributes)
        {
            return false;
        }

        if (attributes == NotFound)
        {
            Attempt(path, unreadable, () => File.GetAttributes(entry.FullName));
            return false;
        }

        return true;
    }

    private bool IsLink(FileSystemInfo entry, string path)
    {
        if ((entry.Attributes & FileAttributes.ReparsePoint) == 0)
        {
            return false;
        }

        string? target = Attempt(path, SourceDiagnostics.FileUnreadable, () => entry.LinkTarget ?? "");
        if (target is "" && entry is FileInfo)
        {
            // Other reparse points of Windows (deduplication, cloud files) are ordinary files to a reader.
            return false;
        }

        if (target is not null)
        {
            scope.Sink.Add(SourceDiagnostics.LinkNotFollowed.At(new(path), $"link to {MemberNames.Shown(target)}"));
        }

        return true;
    }

    /// <summary>Null, with a diagnostic, for what is no ordinary file or cannot be looked at.</summary>
    private FoundFile? Found(FileInfo file, Folder folder, string path, string name)
    {
        if (Attempt<long?>(path, SourceDiagnostics.FileUnreadable, () => file.Length) is not { } length)
        {
            return null;
        }

        if (length == 0)
        {
            string? special = Attempt(path, SourceDiagnostics.FileUnreadable, () => SpecialFiles.KindOf(file.FullName) ?? "");
            if (!string.IsNullOrEmpty(special))
            {
                scope.Sink.Add(SourceDiagnostics.SpecialFile.At(new(path), special));
            }

            if (special is not "")
            {
                return null;
            }
        }

        return new FoundFile(folder.Path, name, folder.FullPath, file.Name, length, EvidenceTime.FromUtc(file.LastWriteTimeUtc, TimePrecision.Tick));
    }

    /// <summary>
    /// Lists what was found. Looking at the first bytes of each file takes longest, and each is on its own: so it is done on all cores;
    /// the list itself is made in order.
    /// </summary>
    private void ListFound(EvidenceRoot root)
    {
        reader?.Listed(_found.Sum(f => f.LengthBytes));
        ContainerKind?[] told = new ContainerKind?[_found.Count];
        Parallel.For(0, told.Length, parallel, i => told[i] = listing.Look(_found[i], root.Name, reader));
        for (int i = 0; i < told.Length; i++)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            if (told[i] is { } kind)
            {
                listing.AddFile(_found[i], root.Name, kind);
            }
        }

        _found.Clear();
    }

    private readonly record struct Folder(string FullPath, string Path);

    /// <summary>
    /// An entry of a folder as the folder and one look at the entry tell it. What is neither an ordinary file with bytes in it nor so told without
    /// trouble is looked at again by its path.
    /// </summary>
    private readonly record struct Entry(string Name, bool IsFolder, bool IsOrdinaryFile, long LengthBytes, DateTime ModifiedUtc)
    {
        private const FileAttributes NotOrdinary = FileAttributes.ReparsePoint | FileAttributes.Directory | FileAttributes.Device;

        internal static Entry Of(ref FileSystemEntry entry)
        {
            bool isFolder = entry.IsDirectory;
            FileAttributes attributes = isFolder ? NotOrdinary : entry.Attributes;
            long lengthBytes = (attributes & NotOrdinary) == 0 ? entry.Length : 0;
            return lengthBytes <= 0 ? new Entry(entry.FileName.ToString(), isFolder, false, 0, default)
                : new Entry(entry.FileName.ToString(), isFolder, true, lengthBytes, entry.LastWriteTimeUtc.UtcDateTime);
        }
    }

    private T? Attempt<T>(string path, DiagnosticDescriptor unreadable, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (SourceFailure.IsExpected(error))
        {
            scope.Sink.Add(SourceFailure.Diagnose(error, unreadable, path));
            return default;
        }
    }
}
