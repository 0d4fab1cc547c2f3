using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Lists what is in files: adds each file and, when it is an archive, its members, with the means to read them. Not thread-safe.
/// </summary>
internal sealed class ContainerListing(TreeScope scope, List<EvidenceItem> items, CancellationToken cancel)
{
    /// <summary>Bytes of a file that is to be read whole that are read with its signature: most pages have no more.</summary>
    private const int FirstReadBytes = 16 * 1024;

    private readonly Dictionary<EvidenceItem, SequentialArchive> _sequential = [];

    /// <summary>How to walk through the archives that are read in order only.</summary>
    public IReadOnlyDictionary<EvidenceItem, SequentialArchive> Sequential => _sequential;

    /// <summary>Adds a file on disk.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rootName">The name of the folder that the user gave.</param>
    /// <param name="kind">What <see cref="Look"/> says of it.</param>
    public void AddFile(in FoundFile file, string? rootName, ContainerKind kind)
    {
        (string path, string fullPath) = (file.Path, file.FullPath);
        FileSource source = new(fullPath, file.LengthBytes);
        bool opens = Nesting.MayOpen(kind, path, 0, scope);
        EvidenceItem item = Item(file, path, fullPath, rootName, isContainer: opens);
        items.Add(item);
        if (opens)
        {
            Expand(item, kind, source, source.Open, 1, new UnpackBudget(scope.Limits));
        }
    }

    /// <summary>
    /// Tells an archive by its first bytes; what is none is handed to the reader, if there is one, by the same handle: then the answer is null. May be called by any number of threads.
    /// </summary>
    public ContainerKind? Look(FoundFile file, string? rootName, IFileReader? reader)
    {
        ContainerKind kind = ContainerKind.None;
        try
        {
            if (file.LengthBytes > 0)
            {
                string fullPath = file.FullPath;

                using DiskStream open = Open(fullPath, file.LengthBytes, isNamed: rootName is null);
                using HeadStream head = new(open, reader is null ? ContainerSignature.LengthBytes : FirstReadBytes);
                kind = head.Kind;
                if (kind == ContainerKind.None && reader is not null)
                {
                    Read(file, fullPath, rootName, reader, head, open);
                    return null;
                }
            }
        }
        catch (Exception error) when (SourceFailure.IsExpected(error))
        {
            scope.Sink.Add(SourceFailure.Diagnose(error, SourceDiagnostics.FileUnreadable, file.Path));
        }

        return kind;
    }

    /// <summary>A file that the user named may be a link, which is followed. What Linux cannot open at once is tried by the way of .NET, which tells why.</summary>
    private DiskStream Open(string fullPath, long lengthBytes, bool isNamed)
    {
        DiskStream? open = scope.ByLinux && !isNamed ? LinuxStream.Open(fullPath, lengthBytes) : null;
        return open ?? new RangeStream(DiskPath.Open(fullPath), 0, lengthBytes);
    }

    private void Read(in FoundFile file, string fullPath, string? rootName, IFileReader reader, HeadStream bytes, DiskStream open)
    {
        EvidenceItem item = Item(file, file.Path, fullPath, rootName, isContainer: false);
        GuardPlan plan = new(item.Path, scope.Limits) { LengthBytes = file.LengthBytes, OnDamage = SourceDiagnostics.FileUnreadable };
        using GuardedStream guarded = new(bytes, plan, scope.Sink);
        reader.Read(item, guarded);
        FileChange.Check(item, open, scope.Sink);
    }

    private static EvidenceItem Item(in FoundFile file, string path, string fullPath, string? rootName, bool isContainer) => new(path, rootName)
    {
        LengthBytes = file.LengthBytes,
        Modified = file.Modified,
        FullPath = fullPath,
        IsContainer = isContainer,
        Access = EvidenceAccess.File,
    };

    private void Expand(EvidenceItem outer, ContainerKind kind, ByteSource? source, Func<Stream> open, int depth, UnpackBudget budget)
    {
        if (ContainerSignature.IsSingle(kind))
        {
            ExpandSingle(outer, kind, open, depth, budget);
        }
        else if (kind == ContainerKind.Zip && source is not null)
        {
            ExpandZip(outer, source, depth, budget);
        }
        else if (kind == ContainerKind.Tar && source is not null)
        {
            ExpandTar(outer, source, depth, budget);
        }
        else
        {
            ExpandSequential(outer, new SequentialArchive(kind, source, open, depth));
        }
    }

    private void ExpandZip(EvidenceItem outer, ByteSource source, int depth, UnpackBudget budget)
    {
        ZipListing listing = new(scope, outer.Path, source, budget);
        foreach (ZipItem found in listing.Items(cancel))
        {
            ZipMember member = found.Member;
            AddMember(
                new Member(outer, found.Path, member.LengthBytes, member.Modified, member.ModifiedIsLocal, null),
                found.Open, () => listing.WindowOf(member), depth, budget);
        }
    }

    private void ExpandTar(EvidenceItem outer, ByteSource source, int depth, UnpackBudget budget)
    {
        MemberNames names = new(outer.Path, scope.Limits, scope.Sink);
        try
        {
            using Stream tar = source.Open();
            TarMembers members = new(tar, outer.Path, scope.Sink);
            while (members.Next() is { } member)
            {
                cancel.ThrowIfCancellationRequested();
                if (!budget.TakeMember())
                {
                    scope.Sink.Add(SourceDiagnostics.TooManyMembers.At(
                        new(outer.Path, member.HeaderOffset), FormattableString.Invariant($"more than {scope.Limits.MaxMembers}")));
                    break;
                }

                string path = names.PathOf(member.Name, member.HeaderOffset);
                ByteSource window = source.Window(
                    member.DataOffset, Math.Max(0, Math.Min(member.LengthBytes, source.Length - member.DataOffset)));
                GuardPlan plan = new(path, scope.Limits) { LengthBytes = member.LengthBytes };
                AddMember(
                    new Member(outer, path, member.LengthBytes, member.Modified, false, member.Owner),
                    () => new GuardedStream(window.Open, plan, scope.Sink), () => window, depth, budget);
            }
        }
        catch (Exception error) when (SourceFailure.IsExpected(error))
        {
            scope.Sink.Add(SourceFailure.Diagnose(error, SourceDiagnostics.FileUnreadable, outer.Path));
        }

        names.Finish();
    }

    private void ExpandSingle(EvidenceItem outer, ContainerKind kind, Func<Stream> open, int depth, UnpackBudget budget)
    {
        GuardPlan plan = new(outer.Path, scope.Limits) { OnDamage = SourceDiagnostics.ArchiveDamaged, Budget = budget };
        GuardedStream Unpack() => SingleDecoding.Open(kind, open, true, plan, scope.Sink);
        using (HeadStream head = new(Unpack()))
        {
            if (head.Kind == ContainerKind.Tar)
            {
                ExpandSequential(outer, new SequentialArchive(kind, null, open, depth));
                return;
            }
        }

        if (budget.TakeMember())
        {
            string path = outer.Path + "!/" + SingleDecoding.InnerName(outer.Path);
            AddMember(new Member(outer, path, -1, outer.Modified, outer.ModifiedIsLocal, null), Unpack, () => null, depth, budget);
        }
    }

    private void AddMember(Member member, Func<Stream>? open, Func<ByteSource?> window, int depth, UnpackBudget budget)
    {
        ContainerKind kind = ContainerKind.None;
        if (open is not null && member.LengthBytes != 0)
        {
            using HeadStream head = new(open());
            kind = head.Kind;
        }

        bool opens = Nesting.MayOpen(kind, member.Path, depth, scope);
        EvidenceItem item = new(member.Path, member.Outer.RootName)
        {
            LengthBytes = member.LengthBytes,
            Modified = member.Modified,
            ModifiedIsLocal = member.ModifiedIsLocal,
            Owner = member.Owner,
            Access = EvidenceAccess.Parallel,
            IsContainer = opens,
            Opener = open,
        };
        items.Add(item);
        if (opens)
        {
            Expand(item, kind, window(), open!, depth + 1, budget);
        }
    }

    private void ExpandSequential(EvidenceItem outer, SequentialArchive archive)
    {
        _sequential.Add(outer, archive);
        archive.Walk(outer.Path, scope, entry => items.Add(new EvidenceItem(entry.Path, outer.RootName)
        {
            LengthBytes = entry.LengthBytes,
            Modified = entry.Modified,
            ModifiedIsLocal = entry.ModifiedIsLocal,
            Owner = entry.Owner,
            Access = EvidenceAccess.Sequential,
            IsContainer = entry.Bytes is null,
            SequentialIn = outer,
        }), cancel);
    }

    private readonly record struct Member(
        EvidenceItem Outer, string Path, long LengthBytes, EvidenceTime? Modified, bool ModifiedIsLocal, string? Owner);
}
