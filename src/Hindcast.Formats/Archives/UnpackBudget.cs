namespace Hindcast.Formats.Archives;

/// <summary>What one archive on disk may still unpack in one pass, with the archives inside it. Thread-safe.</summary>
internal sealed class UnpackBudget(EvidenceLimits limits)
{
    private long _bytes;
    private int _members;

    /// <summary>Takes bytes; false when they go beyond the limit.</summary>
    public bool TakeBytes(long count) => Interlocked.Add(ref _bytes, count) <= limits.MaxUnpackedBytes;

    /// <summary>Takes one member; false when it goes beyond the limit.</summary>
    public bool TakeMember() => Interlocked.Increment(ref _members) <= limits.MaxMembers;
}
