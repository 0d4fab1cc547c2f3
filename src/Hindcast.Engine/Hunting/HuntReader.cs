using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine.Hunting;

/// <summary>
/// Reads all evidence once, on all threads, and puts together what files gave in one order: large event logs, then all
/// else as the evidence lists it. Of logs with the same bytes the first in that order counts.
/// </summary>
internal sealed class HuntReader
{
    /// <summary>Event logs from this size on are read by all threads together, one after another.</summary>
    private const long LargeEventLogBytes = 8 << 20;

    /// <summary>Text logs from this size on are cut in units.</summary>
    private const long LargeTextBytes = 24 << 20;

    private readonly EvidenceTree _tree;
    private readonly HuntPlan _plan;
    private readonly ReadProgress _progress;
    private readonly CancellationToken _cancellation;
    private readonly HuntFileResult?[] _waiting;
    private readonly Dictionary<EvidenceItem, int> _index = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<long> _sharedLengths;
    private readonly bool _hasUnknownLength;
    private readonly Dictionary<(string Sha256, long Length), string> _seen = [];
    private readonly Lock _lock = new();
    private int _next;
    private WorkQueue<HuntWorker>? _queue;

    internal HuntReader(EvidenceTree tree, HuntPlan plan, ReadProgress progress, CancellationToken cancellation)
    {
        _tree = tree;
        _plan = plan;
        _progress = progress;
        _cancellation = cancellation;
        _waiting = new HuntFileResult?[tree.Items.Count];
        _sharedLengths = [.. tree.Items.CountBy(i => i.LengthBytes).Where(l => l.Value > 1).Select(l => l.Key)];
        _hasUnknownLength = tree.Items.Any(i => i.LengthBytes < 0 && !i.IsContainer);
        Tally = plan.CreateTally();
        Evaluations = new long[plan.Sigma.Rules.Count];
    }

    /// <summary>What all files gave.</summary>
    internal HuntTally Tally { get; }

    internal List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>How often each rule's condition was worked out.</summary>
    internal long[] Evaluations { get; }

    internal long Records { get; private set; }

    internal long BadRecords { get; private set; }

    internal int LogFiles { get; private set; }

    /// <summary>Logs that were left out because another has the same bytes.</summary>
    internal int Copies { get; private set; }

    internal void Read(int threads)
    {
        foreach (EvidenceItem item in _tree.Items)
        {
            _index.Add(item, _index.Count);
            _progress.AddTotal(item.IsContainer && item.FullPath is null ? 0 : Math.Max(item.LengthBytes, 0));
        }

        HuntWorker[] workers = [.. Enumerable.Range(0, threads).Select(_ => new HuntWorker(_plan))];
        HashSet<EvidenceItem> done = new(ReferenceEqualityComparer.Instance);
        foreach (EvidenceItem item in _tree.Items.Where(IsLargeEventLog))
        {
            using Stream stream = _tree.OpenRead(item);
            if (Reading(item, workers).Read(stream, format => format == DetectedFormat.Evtx) is { } result)
            {
                done.Add(item);
                _tree.IsUnchanged(item);
                Take(item, result);
            }
        }

        List<Action<HuntWorker>> work = [];
        foreach (EvidenceItem item in _tree.Items.Where(i => IsAlone(i) && !done.Contains(i)))
        {
            work.Add(worker => ReadItem(item, worker));
        }

        foreach (EvidenceItem archive in _tree.SequentialArchives)
        {
            work.Add(worker => VisitArchive(archive, worker));
        }

        foreach (EvidenceItem item in done)
        {
            _waiting[_index[item]] = HuntFileResult.Nothing;
        }

        using WorkQueue<HuntWorker> queue = new(work);
        _queue = queue;
        queue.Run(workers, _cancellation);
        Tally.Flush();
        foreach (HuntWorker worker in workers)
        {
            for (int i = 0; i < Evaluations.Length; i++)
            {
                Evaluations[i] += worker.Evaluations[i];
            }
        }
    }

    /// <summary>By its name; one with another name is read like all else, on one thread.</summary>
    private static bool IsLargeEventLog(EvidenceItem item) => IsAlone(item) && !item.IsContainer
        && item.LengthBytes >= LargeEventLogBytes && item.Path.EndsWith(".evtx", StringComparison.OrdinalIgnoreCase);

    private static bool IsAlone(EvidenceItem item) => item.Access != EvidenceAccess.Sequential;

    /// <summary>True when another file has, or might have, the same length: only such files can be copies.</summary>
    private bool IsHashed(EvidenceItem item) => _hasUnknownLength || _sharedLengths.Contains(item.LengthBytes);

    private HuntFileReading Reading(EvidenceItem item, IReadOnlyList<HuntWorker> workers) =>
        new(item, IsHashed(item), _plan, workers, _progress, _cancellation);

    private void ReadItem(EvidenceItem item, HuntWorker worker)
    {
        if (item is { FullPath: { } fullPath, IsContainer: false } && item.LengthBytes > LargeTextBytes
            && HuntLargeText.TryOpen(item, fullPath, IsHashed(item), _plan, _progress, _cancellation) is { } large)
        {
            _queue!.AddNext(worker, large.Work(result => Done(item, result)));
            return;
        }

        using Stream stream = _tree.OpenRead(item);
        Done(item, Reading(item, [worker]).Read(stream)!);
    }

    private void VisitArchive(EvidenceItem archive, HuntWorker worker)
    {
        HashSet<EvidenceItem> read = new(ReferenceEqualityComparer.Instance);
        _tree.Visit(
            archive,
            item => !item.IsContainer,
            (item, stream) =>
            {
                read.Add(item);
                Done(item, Reading(item, [worker]).Read(stream)!);
            },
            _cancellation);

        // The tree has a diagnostic for members that the visit could not hand out; here they only end the waiting.
        foreach (EvidenceItem item in _tree.Items.Where(i => ReferenceEquals(i.SequentialIn, archive) && !read.Contains(i)))
        {
            Done(item, HuntFileResult.Nothing);
        }
    }

    private void Done(EvidenceItem item, HuntFileResult result)
    {
        // A file that changed while it was read is a diagnostic of the tree.
        _tree.IsUnchanged(item);
        lock (_lock)
        {
            _waiting[_index[item]] = result;
            while (_next < _waiting.Length && _waiting[_next] is { } ready)
            {
                Take(_tree.Items[_next], ready);
                _waiting[_next++] = HuntFileResult.Nothing;
            }
        }
    }

    private void Take(EvidenceItem item, HuntFileResult result)
    {
        if (result.IsLog && result.Sha256.Length > 0 && !_seen.TryAdd((result.Sha256, result.LengthBytes), item.Path))
        {
            string first = _seen[(result.Sha256, result.LengthBytes)];
            Diagnostics.Add(ReadDiagnostics.Copy.At(new SourceLocation(item.Path), $"same bytes as {first}", "each log once"));
            Copies++;
            return;
        }

        LogFiles += result.IsLog ? 1 : 0;
        Records += result.Records;
        BadRecords += result.BadRecords;
        Diagnostics.AddRange(result.Diagnostics);
        if (result.Tally is not null)
        {
            Tally.AddAll(result.Tally);
        }
    }
}
