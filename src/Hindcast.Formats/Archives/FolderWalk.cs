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
            if (Found(file, root.Prefix) is { } found)
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
        FileSystemInfo[] entries = Attempt(
            folder.Path.Length == 0 ? "." : folder.Path, SourceDiagnostics.FolderUnreadable,
            () => new DirectoryInfo(folder.FullPath).GetFileSystemInfos("*", Everything)) ?? [];
        Array.Sort(entries, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (FileSystemInfo entry in entries)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            string name = entry.Name.EndsWith('!') ? entry.Name[..^1] + "%21" : entry.Name;
            string path = folder.Path.Length == 0 ? name : folder.Path + "/" + name;
            if (!CanBeExamined(entry, path) || IsLink(entry, path))
            {
                continue;
            }

            if (entry is DirectoryInfo)
            {
                folders.Add(new Folder(entry.FullName, path));
            }
            else if (Found((FileInfo)entry, path) is { } found)
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
        if (Attempt(path, SourceDiagnostics.FileUnreadable, () => (FileAttributes?)entry.Attributes) is not { } attributes)
        {
            return false;
        }

        if (attributes == NotFound)
        {
            DiagnosticDescriptor unreadable = entry is DirectoryInfo ? SourceDiagnostics.FolderUnreadable : SourceDiagnostics.FileUnreadable;
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
    private FoundFile? Found(FileInfo file, string path)
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

        return new FoundFile(path, file.FullName, length, EvidenceTime.FromUtc(file.LastWriteTimeUtc, TimePrecision.Tick));
    }

    /// <summary>
    /// Lists what was found. Looking at the first bytes of each file takes longest, and each is on its own: so it is done on all cores;
    /// the list itself is made in order.
    /// </summary>
    private void ListFound(EvidenceRoot root)
    {
        reader?.Listed(_found.Sum(f => f.LengthBytes));
        (ContainerKind Kind, EvidenceItem? Read)[] told = new (ContainerKind, EvidenceItem?)[_found.Count];
        Parallel.For(0, told.Length, parallel, i => told[i] = listing.Look(_found[i], root.Name, reader));
        for (int i = 0; i < told.Length; i++)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            listing.AddFile(_found[i], root.Name, told[i].Kind, told[i].Read);
        }

        _found.Clear();
    }

    private readonly record struct Folder(string FullPath, string Path);

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
