using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Correlations;

namespace Hindcast.Engine.Hunting;

/// <summary>Reads all evidence once, on all threads, and merges what files gave in the order of the evidence.</summary>
internal sealed class HuntReader
{
    private readonly EvidenceTree _tree;
    private readonly HuntPlan _plan;
    private readonly ReadProgress _progress;
    private readonly CancellationToken _cancellation;
    private readonly HuntFileResult?[] _waiting;
    private readonly Dictionary<EvidenceItem, int> _index = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _lock = new();
    private int _next;

    internal HuntReader(EvidenceTree tree, HuntPlan plan, int maxMatches, ReadProgress progress, CancellationToken cancellation)
    {
        _tree = tree;
        _plan = plan;
        _progress = progress;
        _cancellation = cancellation;
        _waiting = new HuntFileResult?[tree.Items.Count];
        Shown = new HuntMatchStore(maxMatches);
        MatchCounts = new long[plan.Sigma.Rules.Count];
        Evaluations = new long[plan.Sigma.Rules.Count];
    }

    internal HuntMatchStore Shown { get; }

    internal List<SigmaRuleMatch> Correlated { get; } = [];

    internal List<Diagnostic> Diagnostics { get; } = [];

    internal HashSet<SigmaShapePlan> Shapes { get; } = [];

    internal long[] MatchCounts { get; }

    internal long[] Evaluations { get; }

    internal long Uncorrelated { get; private set; }

    internal long Records { get; private set; }

    internal long BadRecords { get; private set; }

    internal int LogFiles { get; private set; }

    internal void Read(int threads, int maxMatches)
    {
        foreach (EvidenceItem item in _tree.Items)
        {
            _index.Add(item, _index.Count);
            _progress.AddTotal(item.IsContainer && item.FullPath is null ? 0 : Math.Max(item.LengthBytes, 0));
        }

        List<Action<HuntWorker>> work = [];
        foreach (EvidenceItem item in _tree.Items.Where(i => i.Access != EvidenceAccess.Sequential))
        {
            work.Add(worker => ReadItem(item, worker));
        }

        foreach (EvidenceItem archive in _tree.SequentialArchives)
        {
            work.Add(worker => VisitArchive(archive, worker));
        }

        HuntWorker[] workers = [.. Enumerable.Range(0, threads).Select(_ => new HuntWorker(_plan, maxMatches))];
        using WorkQueue<HuntWorker> queue = new(work);
        queue.Run(workers, _cancellation);
        foreach (HuntWorker worker in workers)
        {
            Shapes.UnionWith(worker.Shapes);
            for (int i = 0; i < MatchCounts.Length; i++)
            {
                MatchCounts[i] += worker.Matcher.MatchCounts[i];
                Evaluations[i] += worker.Matcher.Evaluations[i];
            }
        }
    }

    private void ReadItem(EvidenceItem item, HuntWorker worker)
    {
        using Stream stream = _tree.OpenRead(item);
        Done(item, new HuntFileReading(item, _plan, worker, _progress, _cancellation).Read(stream));
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
                Done(item, new HuntFileReading(item, _plan, worker, _progress, _cancellation).Read(stream));
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
                Take(ready);
                _waiting[_next++] = HuntFileResult.Nothing;
            }
        }
    }

    private void Take(HuntFileResult result)
    {
        LogFiles += result.IsLog ? 1 : 0;
        Records += result.Records;
        BadRecords += result.BadRecords;
        Diagnostics.AddRange(result.Diagnostics);
        if (result.Shown is not null)
        {
            Shown.AddAll(result.Shown);
        }

        int room = Math.Min(result.Correlated.Count, HuntCollector.MaxCorrelated - Correlated.Count);
        Correlated.AddRange(result.Correlated.Take(room));
        Uncorrelated += result.Uncorrelated + result.Correlated.Count - room;
    }
}
