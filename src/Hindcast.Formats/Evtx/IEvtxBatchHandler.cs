namespace Hindcast.Formats.Evtx;

/// <summary>What <see cref="EvtxScan"/> does with records: gather on any thread, then hand on in file order.</summary>
/// <typeparam name="TBatch">What is gathered from a run of chunks.</typeparam>
public interface IEvtxBatchHandler<TBatch>
{
    /// <summary>Makes an empty batch. Called a bounded number of times, one at a time; batches are used again.</summary>
    TBatch Create();

    /// <summary>Takes a record into a batch. Called on several threads at once, each with its own batch.</summary>
    void Handle(EvtxRecord record, TBatch batch);

    /// <summary>
    /// Hands a batch on and empties it. Called in file order, one at a time, whatever the number of threads.
    /// </summary>
    void Complete(TBatch batch);
}
