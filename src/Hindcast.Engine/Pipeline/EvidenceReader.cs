using Hindcast.Engine.Detection;
using Hindcast.Engine.Keeping;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Reads all evidence once, on all threads: tells what each file is, hashes it, counts its records, and tries the rules
/// on the rows that may matter. The result does not depend on the number of threads.
/// </summary>
internal sealed class EvidenceReader
{
    /// <summary>Files larger than this are cut in units that several threads read.</summary>
    private const long LargeFileBytes = 24 << 20;

    private readonly EvidenceTree _tree;
    private readonly KeptFiles? _kept;
    private readonly DetectionPlan _plan;
    private readonly HashedFiles _hashed;
    private readonly int _threads;
    private readonly ReadProgress _progress;
    private readonly CaseMerge _case;
    private readonly HashSet<EvidenceItem> _single;
    private WorkQueue<Worker>? _queue;

    internal EvidenceReader(EvidenceTree tree, KeptFiles? kept, DetectionPlan plan, HashedFiles hashed, int threads, ReadProgress progress)
    {
        _tree = tree;
        _kept = kept;
        _plan = plan;
        _hashed = hashed;
        _threads = threads;
        _progress = progress;
        _case = new CaseMerge(tree.Items.Count, plan);
        _single = SingleFiles.Of(tree);
    }

    internal CaseMerge Read(CancellationToken cancellation)
    {
        Dictionary<EvidenceItem, int> index = new(ReferenceEqualityComparer.Instance);
        IReadOnlyList<IReadOnlyList<EvidenceItem>> runs = ReadingOrder.Runs(_tree.Items.Where(i => i.Access != EvidenceAccess.Sequential));
        foreach (EvidenceItem item in runs.SelectMany(r => r).Concat(_tree.Items.Where(i => i.Access == EvidenceAccess.Sequential)))
        {
            index.Add(item, index.Count);
            _progress.AddTotal(item.IsContainer && item.FullPath is null ? 0 : Math.Max(item.LengthBytes, 0));
        }

        using WorkQueue<Worker> queue = new(
        [
            .. runs.Select(run => run.Select(item => (Action<Worker>)(worker => ReadItem(item, index[item], worker, cancellation)))),
            .. _tree.SequentialArchives.Select(archive => (Action<Worker>[])[worker => VisitArchive(archive, index, worker, cancellation)]),
        ]);
        _queue = queue;
        Worker[] workers = [.. Enumerable.Range(0, _threads).Select(_ => new Worker(_plan, _case.Add))];
        queue.Run(workers, cancellation);
        foreach (Worker worker in workers.Where(w => w.Together is not null))
        {
            _case.Add(worker.Together!.Tally.End());
        }

        _case.SortFiles();
        return _case;
    }

    private void ReadItem(EvidenceItem item, int index, Worker worker, CancellationToken cancellation)
    {
        if (TryReadKept(item, index, worker, cancellation))
        {
            return;
        }

        if (item is { FullPath: { } fullPath, IsContainer: false } && item.LengthBytes > LargeFileBytes)
        {
            LargeFile? large = LargeFile.TryOpen(item, fullPath, _plan, Hashes(item), _single.Contains(item), _progress, cancellation);
            if (large is not null)
            {
                _queue!.AddNext(worker, large.Work(result => Done(item, index, result)));
                return;
            }
        }

        using Stream stream = _tree.OpenRead(item);
        Done(item, index, new FileReading(item, _plan, worker, _single.Contains(item), _progress, cancellation) { Hashes = Hashes(item) }.Read(stream));
    }

    /// <summary>True when a file is hashed in reading: only hashes tell copies, and those that turn out to be cited are hashed afterwards (<see cref="CitedFiles"/>).</summary>
    private bool Hashes(EvidenceItem item) => _hashed == HashedFiles.Every || item.IsContainer || !_single.Contains(item);

    private void VisitArchive(
        EvidenceItem archive, Dictionary<EvidenceItem, int> index, Worker worker, CancellationToken cancellation)
    {
        HashSet<EvidenceItem> read = new(ReferenceEqualityComparer.Instance);
        EvidenceItem[] members = [.. _tree.Items.Where(i => ReferenceEquals(i.SequentialIn, archive))];
        read.UnionWith(members.Where(i => !i.IsContainer && TryReadKept(i, index[i], worker, cancellation)));
        if (read.Count > 0 && members.All(i => i.IsContainer || read.Contains(i)))
        {
            DescribeUnread(members, read, index);
            return;
        }

        _tree.Visit(
            archive,
            item => !item.IsContainer && !read.Contains(item),
            (item, stream) =>
            {
                read.Add(item);
                Done(item, index[item], new FileReading(item, _plan, worker, countsTogether: false, _progress, cancellation).Read(stream));
            },
            cancellation);

        DescribeUnread(members, read, index);
    }

    private void DescribeUnread(EvidenceItem[] members, HashSet<EvidenceItem> read, Dictionary<EvidenceItem, int> index)
    {
        // Members that the visit could not hand out (damage, encryption, archives in the archive) still get their line.
        foreach (EvidenceItem item in members.Where(i => !read.Contains(i)))
        {
            Done(item, index[item], new FileResult { File = FileReading.Describe(item, "unknown", 0, "", item.IsContainer) });
        }
    }

    /// <summary>Reads the case's own copy of an unchanged file; false when there is none, or when it is not what it should be.</summary>
    private bool TryReadKept(EvidenceItem item, int index, Worker worker, CancellationToken cancellation)
    {
        if (item.IsContainer || _kept?.Find(item) is not { } copy)
        {
            return false;
        }

        FileResult? result = null;
        try
        {
            using Stream stream = _kept.Read(copy);
            result = new FileReading(item, _plan, worker, countsTogether: false, _progress, cancellation).Read(stream);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            // The evidence itself is read instead.
        }

        if (result?.File.Sha256 != copy.Sha256)
        {
            _kept.Forget(item);
            return false;
        }

        _kept.CountRead(copy);
        Done(item, index, result);
        return true;
    }

    private void Done(EvidenceItem item, int index, FileResult result)
    {
        if (!_tree.IsUnchanged(item))
        {
            result = new FileResult
            {
                File = result.File with { ReadWhole = false },
                Hours = result.Hours,
                Builds = result.Builds,
                Diagnostics = result.Diagnostics,
                Observations = result.Observations,
                Signs = result.Signs,
                SignsLeftOut = result.SignsLeftOut,
                Matches = result.Matches,
                Profile = result.Profile,
                IsOfItsPlace = result.IsOfItsPlace,
            };
        }

        _case.Add(index, result);
    }
}
