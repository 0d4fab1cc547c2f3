using System.Collections.Concurrent;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// Buffers of one chunk, kept from file to file: most event logs are small, and a fresh pinned buffer for each costs as much as reading
/// it. Any thread.
/// </summary>
internal static class ChunkBuffers
{
    private const int MostKept = 32;

    private static readonly ConcurrentBag<byte[]> Free = [];

    /// <summary>A buffer with any content.</summary>
    public static byte[] Rent() => Free.TryTake(out byte[]? buffer) ? buffer : GC.AllocateUninitializedArray<byte>(EvtxFormat.ChunkBytes, pinned: true);

    /// <summary>Takes a buffer back of which nothing is used any more.</summary>
    public static void Return(byte[] buffer)
    {
        if (Free.Count < MostKept)
        {
            Free.Add(buffer);
        }
    }
}
