using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>
/// The evidence that a user named, as one ordered list of files: those on disk and those inside archives (zip, tar, 7z, gzip, xz,
/// bzip2, zstd, and archives in archives), told by their first bytes. Nothing is ever unpacked to disk.
/// </summary>
/// <remarks>
/// Trouble in the evidence never throws: it is in <see cref="Diagnostics"/>, which grows while members are read. Thread-safe after
/// <see cref="Open"/>. Holds no handle; each stream has its own.
/// </remarks>
public sealed class EvidenceTree
{
    private readonly TreeScope _scope;
    private readonly IReadOnlyDictionary<EvidenceItem, SequentialArchive> _sequential;

    private EvidenceTree(TreeScope scope, IReadOnlyList<EvidenceItem> items, IReadOnlyDictionary<EvidenceItem, SequentialArchive> sequential)
    {
        _scope = scope;
        _sequential = sequential;
        Items = items;
        SequentialArchives = [.. items.Where(sequential.ContainsKey)];
    }

    /// <summary>All files, ordinal by path. An archive is in it as well as its members.</summary>
    public IReadOnlyList<EvidenceItem> Items { get; }

    /// <summary>The archives that must be visited, each by one thread at a time; several may be visited at the same time.</summary>
    public IReadOnlyList<EvidenceItem> SequentialArchives { get; }

    /// <summary>What was wrong so far, sorted; the same whatever the order of reading.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _scope.Sink.Snapshot();

    /// <summary>Lists the evidence below some paths. Archives that are one compressed stream are unpacked once for it.</summary>
    /// <param name="roots">Folders, files and archives.</param>
    /// <param name="limits">Limits; the defaults when null.</param>
    /// <param name="password">For encrypted archives; null for none.</param>
    /// <param name="reader">Gets the files on disk that are no archives at once, which are then not in the tree; null when none is wanted.</param>
    /// <param name="threads">Threads that list and read; 0 for one a core.</param>
    /// <param name="cancel">Ends the listing.</param>
    /// <exception cref="ArgumentException">No root, or one that is empty or no path.</exception>
    public static EvidenceTree Open(
        IReadOnlyList<string> roots, EvidenceLimits? limits = null, string? password = null, IFileReader? reader = null, int threads = 0, CancellationToken cancel = default) =>
        List(LinuxCalls.Work, roots, limits, password, reader, threads, cancel);

    /// <summary>As <see cref="Open"/>, by the calls of Linux or by the ways of .NET alone.</summary>
    internal static EvidenceTree List(
        bool byLinux, IReadOnlyList<string> roots, EvidenceLimits? limits, string? password, IFileReader? reader, int threads, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(roots);
        ArgumentOutOfRangeException.ThrowIfZero(roots.Count, nameof(roots));
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        TreeScope scope = new(limits ?? EvidenceLimits.Default, password, new DiagnosticSink(), byLinux);
        List<EvidenceItem> items = [];
        ContainerListing listing = new(scope, items, cancel);
        FolderWalk walk = new(scope, listing, reader, new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancel });
        foreach (EvidenceRoot root in EvidenceRoot.From(roots, scope.Sink))
        {
            walk.AddRoot(root);
        }

        EvidenceItem[] sorted = [.. items];
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        return new EvidenceTree(scope, sorted, listing.Sequential);
    }

    /// <summary>
    /// Opens a file on disk or a parallel member for reading from its start. Never fails: damage ends the stream early and is a
    /// diagnostic. Any number of threads may each open their own.
    /// </summary>
    /// <exception cref="InvalidOperationException">The item is sequential: use <see cref="Visit(EvidenceItem, Func{EvidenceItem, bool}, Action{EvidenceItem, Stream}, CancellationToken)"/>.</exception>
    public Stream OpenRead(EvidenceItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Access switch
        {
            EvidenceAccess.File => OpenFile(item),
            EvidenceAccess.Parallel => item.Opener?.Invoke() ?? Stream.Null,
            _ => throw new InvalidOperationException("A sequential member is read by a visit to its archive."),
        };
    }

    /// <summary>Reads the wanted members of one sequential archive, in the order they have in it.</summary>
    /// <param name="archive">One of <see cref="SequentialArchives"/>.</param>
    /// <param name="wanted">Chooses members; asked for each once.</param>
    /// <param name="read">Gets each chosen member with its bytes, forward only, valid during the call. What it throws comes out unchanged.</param>
    /// <param name="cancel">Ends the visit.</param>
    /// <exception cref="ArgumentException">The item is no sequential archive of this tree.</exception>
    public void Visit(
        EvidenceItem archive, Func<EvidenceItem, bool> wanted, Action<EvidenceItem, Stream> read, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(read);
        if (!_sequential.TryGetValue(archive, out SequentialArchive? way))
        {
            throw new ArgumentException("Not a sequential archive of this tree.", nameof(archive));
        }

        Dictionary<string, EvidenceItem> members = new(StringComparer.Ordinal);
        foreach (EvidenceItem item in Items.Where(item => item.SequentialIn == archive))
        {
            members.TryAdd(item.Path, item);
        }

        way.Walk(
            archive.Path,
            _scope,
            entry =>
            {
                if (entry.Bytes is not null && members.TryGetValue(entry.Path, out EvidenceItem? item) && wanted(item))
                {
                    read(item, entry.Bytes);
                }
            },
            cancel);
    }

    /// <summary>Visits all sequential archives, one after the other.</summary>
    /// <inheritdoc cref="Visit(EvidenceItem, Func{EvidenceItem, bool}, Action{EvidenceItem, Stream}, CancellationToken)"/>
    public void Visit(Func<EvidenceItem, bool> wanted, Action<EvidenceItem, Stream> read, CancellationToken cancel = default)
    {
        foreach (EvidenceItem archive in SequentialArchives)
        {
            Visit(archive, wanted, read, cancel);
        }
    }

    /// <summary>
    /// Looks whether a file on disk still has the length and time that it had when it was listed; to be called after reading it.
    /// A change is a diagnostic.
    /// </summary>
    /// <returns>True when it is unchanged, or no file on disk.</returns>
    public bool IsUnchanged(EvidenceItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return FileChange.Check(item, _scope.Sink);
    }

    private GuardedStream OpenFile(EvidenceItem item)
    {
        GuardPlan plan = new(item.Path, _scope.Limits) { LengthBytes = item.LengthBytes, OnDamage = SourceDiagnostics.FileUnreadable };
        return new GuardedStream(new FileSource(item.FullPath!, item.LengthBytes).Open, plan, _scope.Sink);
    }
}
