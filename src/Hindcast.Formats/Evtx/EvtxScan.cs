using System.Runtime.ExceptionServices;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// Reads an event log on several threads. The file is cut in runs of chunks; batches come out in file order, so the
/// result is the same for any number of threads. Memory: one chunk a thread, and a bounded number of batches.
/// </summary>
public static class EvtxScan
{
    private const int ChunksPerRun = 8;

    /// <summary>Reads the whole source.</summary>
    /// <param name="source">The file; not closed.</param>
    /// <param name="handler">What to do with its records.</param>
    /// <param name="options">How to read; the default when null.</param>
    /// <param name="threads">How many threads; all cores when 0.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static EvtxSummary Run<TBatch>(
        EvtxSource source,
        IEvtxBatchHandler<TBatch> handler,
        EvtxReadOptions? options = null,
        int threads = 0,
        CancellationToken cancellation = default)
    {
        options ??= EvtxReadOptions.Default;
        EvtxFileCheck check = new(source, options);
        Scan<TBatch> scan = new(source, handler, options, check, cancellation);
        int count = threads > 0 ? threads : Environment.ProcessorCount;
        scan.Run(count);
        return check.Finish(scan.Total);
    }

    private sealed class Scan<TBatch>(
        EvtxSource source,
        IEvtxBatchHandler<TBatch> handler,
        EvtxReadOptions options,
        EvtxFileCheck check,
        CancellationToken cancellation)
    {
        private readonly object _gate = new();
        private readonly object _readGate = new();
        private readonly Dictionary<long, Work> _finished = [];
        private readonly Stack<Work> _free = new();
        private long _nextRun;
        private long _nextToHandOn;
        private int _batchesLeft;
        private bool _isAtEnd;
        private bool _isHandingOn;
        private Exception? _failure;

        public EvtxTally Total { get; } = new();

        public void Run(int threads)
        {
            check.Start(Total);
            _batchesLeft = threads * 3;
            Thread[] others = new Thread[threads - 1];
            for (int i = 0; i < others.Length; i++)
            {
                others[i] = new Thread(ReadRuns) { IsBackground = true, Name = "evtx" };
                others[i].Start();
            }

            ReadRuns();
            foreach (Thread other in others)
            {
                other.Join();
            }

            if (_failure is not null)
            {
                ExceptionDispatchInfo.Throw(_failure);
            }
        }

        private void ReadRuns()
        {
            try
            {
                EvtxRecord record = new();
                EvtxTally tally = new();
                EvtxChunkReader chunks = new(source.Name, options, check.HasNoChecksums, tally);
                byte[]? run = source.IsConcurrent ? null : new byte[ChunksPerRun * EvtxFormat.ChunkBytes];
                while (Take(run, out long number, out int runBytes) is { } work)
                {
                    tally.Clear();
                    bool isEnd = !ReadRun(number, run.AsSpan(0, runBytes), chunks, record, work.Batch);
                    work.Tally.Clear();
                    work.Tally.Add(tally);
                    Finish(number, work, isEnd);
                }

                // Records are the handler's only while it is called.
                record.Reset();
                record.Bytes = [];
                chunks.Release();
            }
            catch (Exception failure)
            {
                lock (_gate)
                {
                    _failure ??= failure;
                    _isAtEnd = true;
                    Monitor.PulseAll(_gate);
                }
            }
        }

        /// <summary>Takes the next run; waits for a free batch, so that memory stays bounded.</summary>
        private Work? Take(byte[]? run, out long number, out int runBytes)
        {
            runBytes = 0;
            if (run is null)
            {
                return Reserve(out number);
            }

            lock (_readGate)
            {
                Work? work = Reserve(out number);
                if (work is not null)
                {
                    runBytes = source.Read(OffsetOf(number * ChunksPerRun), run);
                }

                return work;
            }
        }

        private Work? Reserve(out long number)
        {
            lock (_gate)
            {
                while (!_isAtEnd && _free.Count == 0 && _batchesLeft == 0)
                {
                    Monitor.Wait(_gate);
                }

                number = _nextRun;
                if (_isAtEnd)
                {
                    return null;
                }

                _nextRun++;
                if (_free.TryPop(out Work? free))
                {
                    return free;
                }

                _batchesLeft--;
                return new(handler.Create());
            }
        }

        private bool ReadRun(long number, ReadOnlySpan<byte> run, EvtxChunkReader chunks, EvtxRecord record, TBatch batch)
        {
            for (int i = 0; i < ChunksPerRun; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                long index = (number * ChunksPerRun) + i;
                int length;
                if (source.IsConcurrent)
                {
                    length = source.Read(OffsetOf(index), chunks.Buffer);
                }
                else
                {
                    length = Math.Clamp(run.Length - (i * EvtxFormat.ChunkBytes), 0, EvtxFormat.ChunkBytes);
                    run.Slice(Math.Min(run.Length, i * EvtxFormat.ChunkBytes), length).CopyTo(chunks.Buffer);
                }

                if (length == 0)
                {
                    return false;
                }

                chunks.Start((int)index, OffsetOf(index), length);
                while (chunks.Next(record))
                {
                    handler.Handle(record, batch);
                }
            }

            return true;
        }

        /// <summary>Hands on what is next in order; one thread does so at a time, the others go on reading.</summary>
        private void Finish(long number, Work work, bool isEnd)
        {
            lock (_gate)
            {
                _isAtEnd |= isEnd;
                _finished.Add(number, work);
                if (_isHandingOn)
                {
                    return;
                }

                _isHandingOn = true;
            }

            while (true)
            {
                Work? next;
                lock (_gate)
                {
                    if (_failure is not null || !_finished.Remove(_nextToHandOn, out next))
                    {
                        _isHandingOn = false;
                        Monitor.PulseAll(_gate);
                        return;
                    }
                }

                handler.Complete(next.Batch);
                Total.Add(next.Tally);
                lock (_gate)
                {
                    _nextToHandOn++;
                    _free.Push(next);
                    Monitor.PulseAll(_gate);
                }
            }
        }

        private static long OffsetOf(long chunk) => EvtxFormat.FileHeaderBytes + (chunk * EvtxFormat.ChunkBytes);

        private sealed class Work(TBatch batch)
        {
            public TBatch Batch { get; } = batch;

            public EvtxTally Tally { get; } = new();
        }
    }
}
