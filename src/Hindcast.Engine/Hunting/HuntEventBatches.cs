using System.Collections.Concurrent;
using Hindcast.Formats.Evtx;

namespace Hindcast.Engine.Hunting;

/// <summary>Hunts in one event log on several threads: each takes a worker, and runs of chunks are put together in order.</summary>
internal sealed class HuntEventBatches : IEvtxBatchHandler<HuntTally>, IDisposable
{
    private readonly HuntPlan _plan;
    private readonly HuntTally _file;
    private readonly ConcurrentQueue<HuntWorker> _idle;
    private readonly ThreadLocal<HuntWorker> _mine;

    /// <summary>Makes ready for one file.</summary>
    /// <param name="plan">The rules.</param>
    /// <param name="workers">At least as many as there will be threads.</param>
    /// <param name="file">Takes what the whole file gives.</param>
    internal HuntEventBatches(HuntPlan plan, IEnumerable<HuntWorker> workers, HuntTally file)
    {
        _plan = plan;
        _file = file;
        _idle = new ConcurrentQueue<HuntWorker>(workers);
        _mine = new ThreadLocal<HuntWorker>(
            () => _idle.TryDequeue(out HuntWorker? worker) ? worker : throw new InvalidOperationException("more threads than workers"));
    }

    /// <inheritdoc/>
    public HuntTally Create() => _plan.CreateTally();

    /// <inheritdoc/>
    public void Handle(EvtxRecord record, HuntTally batch)
    {
        HuntWorker worker = _mine.Value!;
        worker.Tally = batch;
        worker.Try(record);
    }

    /// <inheritdoc/>
    public void Complete(HuntTally batch)
    {
        _file.AddAll(batch);
        batch.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _mine.Dispose();
}
