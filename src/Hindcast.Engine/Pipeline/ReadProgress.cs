namespace Hindcast.Engine.Pipeline;

/// <summary>How far reading has come. Thread-safe; read it from a timer.</summary>
public sealed class ReadProgress
{
    private long _total;
    private long _done;

    /// <summary>Bytes to read, as far as known.</summary>
    public long TotalBytes => Interlocked.Read(ref _total);

    /// <summary>Bytes read.</summary>
    public long DoneBytes => Interlocked.Read(ref _done);

    internal void AddTotal(long bytes) => Interlocked.Add(ref _total, bytes);

    internal void Add(int bytes) => Interlocked.Add(ref _done, bytes);
}
