using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Lists the files below the roots. Follows no link (so that nothing outside of the evidence is read and loops end) and opens no
/// pipe, device or socket. Folders are looked into on all cores, the list is made in order. Not thread-safe.
/// </summary>
internal sealed class FolderWalk(TreeScope scope, ContainerListing listing, IFileReader? reader, ParallelOptions parallel)
{
    private readonly List<FoundFile[]> _found = [];
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
            if (Found(file, new FoundFolder(file.DirectoryName ?? "", ""), root.Prefix, root.Prefix) is { } found)
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
        List<FoundFolder> level = [new FoundFolder(root.FullPath, root.Prefix)];
        for (int depth = 0; level.Count > 0; depth++)
        {
            if (depth > scope.Limits.MaxFolderDepth)
            {
                foreach (FoundFolder deep in level)
                {
                    scope.Sink.Add(SourceDiagnostics.FolderTooDeep.At(
                        new(deep.Path), FormattableString.Invariant($"folder {depth} deep"), FormattableString.Invariant($"at most {scope.Limits.MaxFolderDepth}")));
                }

                return;
            }

            (FoundFolder[] Folders, FoundFile[] Files)[] contents = new (FoundFolder[], FoundFile[])[level.Count];
            Parallel.For(0, contents.Length, parallel, () => new Sheets(), (i, _, sheets) =>
            {
                contents[i] = Look(level[i], sheets);
                return sheets;
            }, _ => { });
            level = [];
            foreach ((FoundFolder[] folders, FoundFile[] files) in contents)
            {
                level.AddRange(folders);
                if (!Add(files))
                {
                    return;
                }
            }
        }
    }

    private (FoundFolder[] Folders, FoundFile[] Files) Look(FoundFolder folder, Sheets sheets)
    {
        (List<FolderEntry> entries, List<FoundFolder> folders, List<FoundFile> files) = sheets.Clean();
        AddEntries(folder, entries);
        entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (FolderEntry entry in entries)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            string name = entry.Name.EndsWith('!') ? entry.Name[..^1] + "%21" : entry.Name;
            if (entry is { IsTold: true, IsFolder: false })
            {
                files.Add(new FoundFile(folder, name, entry.Name, entry.LengthBytes, entry.Modified));
                continue;
            }

            string path = folder.Path.Length == 0 ? name : folder.Path + "/" + name;
            string fullPath = Path.Join(folder.FullPath, entry.Name);
            if (entry.IsTold)
            {
                folders.Add(new FoundFolder(fullPath, path));
                continue;
            }

            FileSystemInfo other = entry.IsFolder ? new DirectoryInfo(fullPath) : new FileInfo(fullPath);
            if (!CanBeExamined(other, path) || IsLink(other, path))
            {
                continue;
            }

            if (other is DirectoryInfo)
            {
                folders.Add(new FoundFolder(fullPath, path));
            }
            else if (Found((FileInfo)other, folder, path, name) is { } found)
            {
                files.Add(found);
            }
        }

        return ([.. folders], [.. files]);
    }

    /// <summary>What Linux cannot list at once is tried by the ways of .NET, which tell why.</summary>
    private void AddEntries(FoundFolder folder, List<FolderEntry> entries)
    {
        if (!scope.ByLinux || !LinuxFolder.TryList(folder.FullPath, entries))
        {
            entries.Clear();
            entries.AddRange(Attempt(folder.Path.Length == 0 ? "." : folder.Path, SourceDiagnostics.FolderUnreadable, () => FolderEntry.AllIn(folder.FullPath)) ?? []);
        }
    }

    /// <summary>False when there are more files than the limit.</summary>
    private bool Add(FoundFile[] files)
    {
        int room = scope.Limits.MaxFiles - _files;
        bool fits = files.Length <= room;
        if (!fits)
        {
            scope.Sink.Add(SourceDiagnostics.TooManyFiles.At(new(files[room].Path), FormattableString.Invariant($"more than {scope.Limits.MaxFiles}")));
            files = files[..room];
        }

        _files += files.Length;
        _found.Add(files);
        return fits;
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
    private FoundFile? Found(FileInfo file, FoundFolder folder, string path, string name)
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

        return new FoundFile(folder, name, file.Name, length, FileState.TimeOf(() => file.LastWriteTimeUtc));
    }

    /// <summary>
    /// Lists what was found. Looking at the first bytes of each file takes longest, and each is on its own: so it is done on all cores;
    /// the list itself is made in order.
    /// </summary>
    private void ListFound(EvidenceRoot root)
    {
        FoundFile[] found = new FoundFile[_found.Sum(files => files.Length)];
        int filled = 0;
        foreach (FoundFile[] files in _found)
        {
            files.CopyTo(found, filled);
            filled += files.Length;
        }

        _found.Clear();
        reader?.Listed(found.Sum(f => f.LengthBytes));
        ContainerKind?[] told = new ContainerKind?[found.Length];
        Parallel.For(0, told.Length, parallel, i => told[i] = listing.Look(found[i], root.Name, reader));
        for (int i = 0; i < told.Length; i++)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            if (told[i] is { } kind)
            {
                listing.AddFile(found[i], root.Name, kind);
            }
        }
    }

    /// <summary>What a thread writes on while it looks into folders, used again for each: most hold little, and there are many.</summary>
    private sealed class Sheets
    {
        private readonly List<FolderEntry> _entries = [];
        private readonly List<FoundFolder> _folders = [];
        private readonly List<FoundFile> _files = [];

        internal (List<FolderEntry> Entries, List<FoundFolder> Folders, List<FoundFile> Files) Clean()
        {
            _entries.Clear();
            _folders.Clear();
            _files.Clear();
            return (_entries, _folders, _files);
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
