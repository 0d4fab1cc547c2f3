namespace Hindcast.Analysis.Surprise;

/// <summary>What is known of a path in one log from the days before.</summary>
internal sealed class PathPast
{
    private const int MaxDifferent = 64;
    private const int OneIn = 1000;

    private long[]? _bytes;
    private long[]? _milliseconds;

    internal long Rows { get; private set; }

    internal long Posts { get; private set; }

    internal long MachineRows { get; private set; }

    internal SortedSet<string> Agents { get; } = new(StringComparer.Ordinal);

    internal SortedSet<string> Queries { get; } = new(StringComparer.Ordinal);

    internal long MostBytes { get; private set; } = -1;

    internal long MostBytesIn { get; private set; } = -1;

    internal long MostMilliseconds { get; private set; } = -1;

    /// <summary>Answers whose client lay outside and for whom the account of a computer was named.</summary>
    internal long MachineRowsFromOutside { get; private set; }

    /// <summary>All but one answer in a thousand had no more bytes than this; -1 without any.</summary>
    internal long UsualBytes => Usual(_bytes, MostBytes);

    /// <summary>All but one answer in a thousand took no longer than this; -1 without any.</summary>
    internal long UsualMilliseconds => Usual(_milliseconds, MostMilliseconds);

    /// <summary>More programs, or ways to ask, than are told apart: a new one says nothing.</summary>
    internal bool HasManyAgents => Agents.Count >= MaxDifferent;

    internal bool HasManyQueries => Queries.Count >= MaxDifferent;

    /// <summary>What stands for any path of which no more is known than that it was called: none of its callers is odd.</summary>
    internal static PathPast OfMany() => new() { MachineRows = 1, MachineRowsFromOutside = 1 };

    internal void Add(RequestForm form)
    {
        Rows += form.Count;
        Posts += form.IsPost ? form.Count : 0;
        MachineRows += form.Caller == CallerKind.Machine ? form.Count : 0;
        MachineRowsFromOutside += form is { Caller: CallerKind.Machine, IsInside: false } ? form.Count : 0;
        if (!HasManyAgents)
        {
            Agents.Add(form.Agent);
        }

        if (!HasManyQueries)
        {
            Queries.Add(form.QueryHead);
        }
    }

    internal void Add(PathVolume volume)
    {
        MostBytes = Math.Max(MostBytes, volume.MostBytes);
        MostMilliseconds = Math.Max(MostMilliseconds, volume.MostMilliseconds);
        MostBytesIn = Math.Max(MostBytesIn, volume.MostBytesIn);
        Sum(ref _bytes, volume.Bytes, volume.MostBytes);
        Sum(ref _milliseconds, volume.Milliseconds, volume.MostMilliseconds);
    }

    private static void Sum(ref long[]? sums, ReadOnlySpan<int> counts, long most)
    {
        if (most >= 0)
        {
            sums ??= new long[PathVolume.Steps];
            for (int i = 0; i < counts.Length; i++)
            {
                sums[i] += counts[i];
            }
        }
    }

    /// <summary>The upper edge of the step above which no more than one in a thousand lies.</summary>
    private static long Usual(long[]? counts, long most)
    {
        if (counts is null)
        {
            return -1;
        }

        long above = 0, allowed = counts.Sum() / OneIn;
        int step = PathVolume.Steps - 1;
        while (step > 0 && above + counts[step] <= allowed)
        {
            above += counts[step--];
        }

        return Math.Min(most, (1L << step) - 1);
    }
}
