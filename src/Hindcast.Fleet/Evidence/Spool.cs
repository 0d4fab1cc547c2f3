namespace Hindcast.Fleet.Evidence;

/// <summary>
/// Room on this machine's disk for evidence and results that lie elsewhere, bounded in bytes of evidence. Who wants more than is
/// free waits; who wants more than there is fails. What a process left that ended without tidying up is deleted at the next
/// start. Thread-safe.
/// </summary>
internal sealed class Spool : IDisposable
{
    private const string LockFile = "in-use";
    private readonly string _folder;
    private readonly FileStream _lock;
    private readonly long _most;
    private readonly Lock _gate = new();
    private long _taken;
    private int _number;
    private TaskCompletionSource _freed = New();

    internal Spool(string root, long most)
    {
        _most = most;
        EvidenceVault.Make(root);
        foreach (string old in Directory.GetDirectories(root))
        {
            DeleteLeft(old);
        }

        _folder = EvidenceVault.Make(Path.Combine(root, Guid.NewGuid().ToString("N")));
        _lock = new FileStream(Path.Combine(_folder, LockFile), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Bytes that are taken.</summary>
    internal long Taken
    {
        get
        {
            lock (_gate)
            {
                return _taken;
            }
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>A folder that nobody else uses; not made.</summary>
    internal string NewFolder() => Path.Combine(_folder, $"{Interlocked.Increment(ref _number):x8}");

    /// <summary>Path of a folder by its name; not made.</summary>
    internal string Folder(string name) => Path.Combine(_folder, name);

    /// <summary>Takes room.</summary>
    /// <exception cref="IOException">There is not so much.</exception>
    internal async Task Take(long bytes, CancellationToken cancellation)
    {
        if (bytes > _most)
        {
            throw new IOException($"{bytes} bytes of evidence are more than the {_most} that this silo may have on its disk (Bucket:SpoolBytes)");
        }

        while (true)
        {
            Task freed;
            lock (_gate)
            {
                if (_taken + bytes <= _most)
                {
                    _taken += bytes;
                    return;
                }

                freed = _freed.Task;
            }

            await freed.WaitAsync(cancellation);
        }
    }

    /// <summary>Gives room back and deletes what lay in it.</summary>
    internal void Free(long bytes, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        TaskCompletionSource waiting;
        lock (_gate)
        {
            _taken -= bytes;
            (waiting, _freed) = (_freed, New());
        }

        waiting.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void DeleteLeft(string folder)
    {
        try
        {
            // A process that lives holds the file.
            string held = Path.Combine(folder, LockFile);
            if (File.Exists(held))
            {
                using FileStream free = new(held, FileMode.Open, FileAccess.Write, FileShare.None);
            }

            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // It is in use.
        }
    }
}
