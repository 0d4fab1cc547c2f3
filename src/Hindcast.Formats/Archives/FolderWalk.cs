using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Lists the files below the roots. Follows no link (so that nothing outside of the evidence is read and loops end) and opens no
/// pipe, device or socket. Folders are looked into on all cores, the list is made in order. Not thread-safe.
/// </summary>
internal sealed class FolderWalk(TreeScope scope, ContainerListing listing, IFileReader? reader, ParallelOptions parallel)
{
    private const string NotText = "a name that is no text (UTF-8), which this system's ways cannot open";

    private readonly List<FoundFile[]> _found = [];
    private int _files;
    private int _escaped;
    private string _firstEscaped = "";

    /// <summary>Lists one root: a folder or a file. A root may be a link, as the user named it.</summary>
    public void AddRoot(EvidenceRoot root)
    {
        if (DiskPath.IsFolder(root.FullPath))
        {
            AddFolders(root);
            TellEscaped();
            ListFound(root);
        }
        else if (Attempt(root.Prefix, SourceDiagnostics.FileUnreadable, () => DiskEntry.OfNamed(root.FullPath) ?? Nothing(root)) is { } file
            && IsFile(file, root.Prefix))
        {
            FoundFolder folder = new(Path.GetDirectoryName(root.FullPath) ?? "", "");
            Add([new FoundFile(folder, root.Prefix, Path.GetFileName(root.FullPath), file.LengthBytes, file.Modified)]);
            ListFound(root);
        }
    }

    private DiskEntry? Nothing(EvidenceRoot root)
    {
        scope.Sink.Add(SourceDiagnostics.PathNotFound.At(new(root.Prefix), "nothing there", "a folder, a file or an archive"));
        return null;
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

            Contents[] contents = new Contents[level.Count];
            Parallel.For(0, contents.Length, parallel, () => new Sheets(), (i, _, sheets) =>
            {
                contents[i] = Look(level[i], sheets);
                return sheets;
            }, _ => { });
            level = [];
            foreach (Contents inside in contents)
            {
                level.AddRange(inside.Folders);
                _firstEscaped = _escaped == 0 ? inside.FirstEscaped : _firstEscaped;
                _escaped += inside.Escaped;
                if (!Add(inside.Files))
                {
                    return;
                }
            }
        }
    }

    private Contents Look(FoundFolder folder, Sheets sheets)
    {
        (List<FolderEntry> entries, List<FoundFolder> folders, List<FoundFile> files) = sheets.Clean();
        AddEntries(folder, entries);
        entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        int escaped = 0;
        string firstEscaped = "", before = "";
        foreach (FolderEntry entry in entries)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            string name = DiskName.Shown(entry.Name);
            if (name != entry.Name && escaped++ == 0)
            {
                firstEscaped = PathIn(folder, name);
            }

            if (entry.Name == before)
            {
                // Only where .NET lists: names that are no UTF-8 look alike to it, and all of them lead to the one that is what they look like.
                scope.Sink.Add(SourceDiagnostics.FileUnreadable.At(new(PathIn(folder, name)), NotText));
                continue;
            }

            before = entry.Name;
            if (entry is { IsTold: true, IsFolder: false })
            {
                files.Add(new FoundFile(folder, name, entry.Name, entry.LengthBytes, entry.Modified));
                continue;
            }

            string path = PathIn(folder, name);
            string fullPath = Path.Join(folder.FullPath, entry.Name);
            if (entry.IsTold)
            {
                folders.Add(new FoundFolder(fullPath, path));
                continue;
            }

            if (Told(path, fullPath, entry.IsFolder) is not { } told)
            {
                continue;
            }

            if (told.Kind == DiskKind.Folder)
            {
                folders.Add(new FoundFolder(fullPath, path));
            }
            else if (IsFile(told, path))
            {
                files.Add(new FoundFile(folder, name, entry.Name, told.LengthBytes, told.Modified));
            }
        }

        return new Contents([.. folders], [.. files], escaped, firstEscaped);
    }

    private static string PathIn(FoundFolder folder, string name) => folder.Path.Length == 0 ? name : folder.Path + "/" + name;

    private DiskEntry? Told(string path, string fullPath, bool isFolder) => Attempt<DiskEntry?>(
        path, isFolder ? SourceDiagnostics.FolderUnreadable : SourceDiagnostics.FileUnreadable, () => DiskEntry.Look(fullPath, isFolder));

    private void TellEscaped()
    {
        if (_escaped > 0)
        {
            scope.Sink.Add(SourceDiagnostics.EscapedName.At(new(_firstEscaped), "a name with bytes or characters that cannot be shown as they are", count: _escaped));
        }

        _escaped = 0;
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

    /// <summary>False, with a diagnostic, for a link and for what is no ordinary file.</summary>
    private bool IsFile(DiskEntry entry, string path)
    {
        if (entry.Kind is DiskKind.Link or DiskKind.Special)
        {
            scope.Sink.Add(entry.Kind == DiskKind.Link
                ? SourceDiagnostics.LinkNotFollowed.At(new(path), $"link to {entry.Words}")
                : SourceDiagnostics.SpecialFile.At(new(path), entry.Words));
        }

        return entry.Kind == DiskKind.File;
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

    private readonly record struct Contents(FoundFolder[] Folders, FoundFile[] Files, int Escaped, string FirstEscaped);

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
            // .NET lists a name that is no UTF-8 as another one, under which it finds nothing.
            bool isOther = error is FileNotFoundException or DirectoryNotFoundException && !scope.ByLinux && path.Contains('\uFFFD');
            scope.Sink.Add(isOther ? unreadable.At(new(path), NotText) : SourceFailure.Diagnose(error, unreadable, path));
            return default;
        }
    }
}
