using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Lists the files below the roots. Follows no link (so that nothing outside of the evidence is read and loops end) and opens no
/// pipe, device or socket. Not thread-safe.
/// </summary>
internal sealed class FolderWalk(TreeScope scope, ContainerListing listing, CancellationToken cancel)
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
    private bool _full;

    /// <summary>Lists one root: a folder or a file. A root may be a link, as the user named it.</summary>
    public void AddRoot(EvidenceRoot root)
    {
        if (Directory.Exists(root.FullPath))
        {
            AddFolder(root, root.FullPath, root.Prefix, 0);
            ListFound(root);
        }
        else if (Attempt(root.Prefix, SourceDiagnostics.FileUnreadable, () => new FileInfo(root.FullPath)) is { Exists: true } file)
        {
            AddFile(file, root.Prefix);
            ListFound(root);
        }
        else
        {
            scope.Sink.Add(SourceDiagnostics.PathNotFound.At(new(root.Prefix), "nothing there", "a folder, a file or an archive"));
        }
    }

    private void AddFolder(EvidenceRoot root, string fullPath, string path, int depth)
    {
        if (depth > scope.Limits.MaxFolderDepth)
        {
            scope.Sink.Add(SourceDiagnostics.FolderTooDeep.At(
                new(path), FormattableString.Invariant($"folder {depth} deep"), FormattableString.Invariant($"at most {scope.Limits.MaxFolderDepth}")));
            return;
        }

        FileSystemInfo[] entries = Attempt(
            path.Length == 0 ? "." : path, SourceDiagnostics.FolderUnreadable,
            () => new DirectoryInfo(fullPath).GetFileSystemInfos("*", Everything)) ?? [];
        Array.Sort(entries, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (FileSystemInfo entry in entries)
        {
            cancel.ThrowIfCancellationRequested();
            if (_full)
            {
                return;
            }

            string name = entry.Name.EndsWith('!') ? entry.Name[..^1] + "%21" : entry.Name;
            string entryPath = path.Length == 0 ? name : path + "/" + name;
            if (!CanBeExamined(entry, entryPath) || IsLink(entry, entryPath))
            {
                continue;
            }

            if (entry is DirectoryInfo)
            {
                AddFolder(root, entry.FullName, entryPath, depth + 1);
            }
            else
            {
                AddFile((FileInfo)entry, entryPath);
            }
        }
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

    private void AddFile(FileInfo file, string path)
    {
        if (_files++ >= scope.Limits.MaxFiles)
        {
            _full = true;
            scope.Sink.Add(SourceDiagnostics.TooManyFiles.At(new(path), FormattableString.Invariant($"more than {scope.Limits.MaxFiles}")));
            return;
        }

        long? length = Attempt<long?>(path, SourceDiagnostics.FileUnreadable, () => file.Length);
        if (length is null)
        {
            return;
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
                return;
            }
        }

        EvidenceTime modified = EvidenceTime.FromUtc(file.LastWriteTimeUtc, TimePrecision.Tick);
        _found.Add(new FoundFile(path, file.FullName, length.Value, modified));
    }

    /// <summary>
    /// Lists what was found. Looking at the first bytes of each file takes longest, and each is on its own: so it is done on all cores;
    /// the list itself is made in order.
    /// </summary>
    private void ListFound(EvidenceRoot root)
    {
        ContainerKind[] kinds = new ContainerKind[_found.Count];
        Parallel.For(0, kinds.Length, new ParallelOptions { CancellationToken = cancel }, i => kinds[i] = listing.KindOfFile(_found[i].Path, _found[i].FullPath, _found[i].LengthBytes));
        for (int i = 0; i < kinds.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            FoundFile file = _found[i];
            listing.AddFile(file.Path, root.Name, file.FullPath, file.LengthBytes, file.Modified, kinds[i]);
        }

        _found.Clear();
    }

    private readonly record struct FoundFile(string Path, string FullPath, long LengthBytes, EvidenceTime Modified);

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
