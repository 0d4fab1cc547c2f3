namespace Hindcast.Sigma.Compilation;

/// <summary>What one thread needs to run one <see cref="SigmaFieldMatcher"/>: marks of what was found in the value at hand, and a memory of recent values.</summary>
internal sealed class SigmaFieldScratch
{
    private readonly int[] stamps;
    private readonly int[] found;
    private byte[] bytes = [];
    private int stamp;

    public SigmaFieldScratch(SigmaFieldMatcher matcher)
    {
        stamps = new int[matcher.TargetCount];
        found = new int[matcher.TargetCount];
    }

    /// <summary>Null until the field has been tested often enough.</summary>
    public SigmaValueMemory? Memory { get; set; }

    /// <summary>Values that were tested, modulo some billions.</summary>
    public int RunCount => stamp;

    /// <summary>Targets found in the value at hand.</summary>
    public ReadOnlySpan<int> Found => found.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>A buffer of at least so many bytes; what it held is lost.</summary>
    public byte[] Bytes(int count)
    {
        if (bytes.Length < count)
        {
            bytes = new byte[count * 2];
        }

        return bytes;
    }

    public void Start()
    {
        Count = 0;
        if (++stamp == int.MaxValue)
        {
            Array.Clear(stamps);
            stamp = 1;
        }
    }

    public bool IsReported(int target) => stamps[target] == stamp;

    public void Report(int target)
    {
        if (stamps[target] != stamp)
        {
            stamps[target] = stamp;
            found[Count++] = target;
        }
    }

    /// <summary>Takes out targets from a number on, keeping the order of the others.</summary>
    public ReadOnlySpan<int> RemoveFrom(int limit)
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (found[i] < limit)
            {
                found[kept++] = found[i];
            }
        }

        Count = kept;
        return Found;
    }
}
