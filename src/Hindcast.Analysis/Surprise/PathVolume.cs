using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>How many bytes and how much time a path took on a day, counted in steps of a factor of two.</summary>
internal sealed class PathVolume(RequestSource source, string path)
{
    internal const int Steps = 40;

    // A part of the object itself: each row adds to both.
    private StepCounts _bytes;
    private StepCounts _milliseconds;

    internal RequestSource Source { get; } = source;

    internal string Path { get; } = path;

    /// <summary>How many answers are of each step.</summary>
    internal ReadOnlySpan<int> Bytes => _bytes;

    /// <summary>The same for their time.</summary>
    internal ReadOnlySpan<int> Milliseconds => _milliseconds;

    internal long MostBytes { get; private set; } = -1;

    internal RowSpot MostBytesAt { get; private set; }

    internal ulong MostBytesClient { get; private set; }

    internal long MostBytesIn { get; private set; } = -1;

    internal RowSpot MostBytesInAt { get; private set; }

    internal ulong MostBytesInClient { get; private set; }

    internal long MostMilliseconds { get; private set; } = -1;

    internal RowSpot MostMillisecondsAt { get; private set; }

    internal ulong MostMillisecondsClient { get; private set; }

    /// <summary>The step of a value: its number of binary digits.</summary>
    internal static int Step(long value) => value <= 0 ? 0 : Math.Min(Steps - 1, System.Numerics.BitOperations.Log2((ulong)value) + 1);

    /// <summary>Takes a row.</summary>
    internal void Add(in RequestFact fact, ulong client)
    {
        if (Count(fact))
        {
            KeepMost(fact, client);
        }
    }

    /// <summary>Counts a row.</summary>
    /// <returns>True when it may be the most of something, and is to be given to <see cref="KeepMost"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool Count(in RequestFact fact)
    {
        bool isMost = fact.BytesIn >= 0 && fact.BytesIn >= MostBytesIn;
        if (fact.BytesOut >= 0)
        {
            _bytes[Step(fact.BytesOut)]++;
            isMost |= fact.BytesOut >= MostBytes;
        }

        if (fact.DurationMs >= 0)
        {
            _milliseconds[Step(fact.DurationMs)]++;
            isMost |= fact.DurationMs >= MostMilliseconds;
        }

        return isMost;
    }

    /// <summary>Keeps where a row stands that is the most of something.</summary>
    internal void KeepMost(in RequestFact fact, ulong client)
    {
        if (fact.BytesOut >= 0 && fact.BytesOut >= MostBytes && (fact.BytesOut > MostBytes || fact.StandsBefore(MostBytesAt)))
        {
            (MostBytes, MostBytesAt, MostBytesClient) = (fact.BytesOut, fact.Spot, client);
        }

        if (fact.BytesIn >= 0 && fact.BytesIn >= MostBytesIn && (fact.BytesIn > MostBytesIn || fact.StandsBefore(MostBytesInAt)))
        {
            (MostBytesIn, MostBytesInAt, MostBytesInClient) = (fact.BytesIn, fact.Spot, client);
        }

        if (fact.DurationMs >= 0 && fact.DurationMs >= MostMilliseconds && (fact.DurationMs > MostMilliseconds || fact.StandsBefore(MostMillisecondsAt)))
        {
            (MostMilliseconds, MostMillisecondsAt, MostMillisecondsClient) = (fact.DurationMs, fact.Spot, client);
        }
    }

    /// <summary>Puts the places of a stretch into its file.</summary>
    internal void MoveTo(string file, long lines) =>
        (MostBytesAt, MostBytesInAt, MostMillisecondsAt) = (MostBytesAt.In(file, lines), MostBytesInAt.In(file, lines), MostMillisecondsAt.In(file, lines));

    internal void Add(PathVolume other, string file, long lines)
    {
        for (int i = 0; i < Steps; i++)
        {
            _bytes[i] += other._bytes[i];
            _milliseconds[i] += other._milliseconds[i];
        }

        RowSpot bytesAt = other.MostBytesAt.In(file, lines), msAt = other.MostMillisecondsAt.In(file, lines), inAt = other.MostBytesInAt.In(file, lines);
        if (other.MostBytesIn > MostBytesIn || (other.MostBytesIn >= 0 && other.MostBytesIn == MostBytesIn && inAt < MostBytesInAt))
        {
            (MostBytesIn, MostBytesInAt, MostBytesInClient) = (other.MostBytesIn, inAt, other.MostBytesInClient);
        }

        if (other.MostBytes > MostBytes || (other.MostBytes >= 0 && other.MostBytes == MostBytes && bytesAt < MostBytesAt))
        {
            (MostBytes, MostBytesAt, MostBytesClient) = (other.MostBytes, bytesAt, other.MostBytesClient);
        }

        if (other.MostMilliseconds > MostMilliseconds || (other.MostMilliseconds >= 0 && other.MostMilliseconds == MostMilliseconds && msAt < MostMillisecondsAt))
        {
            (MostMilliseconds, MostMillisecondsAt, MostMillisecondsClient) = (other.MostMilliseconds, msAt, other.MostMillisecondsClient);
        }
    }

    /// <summary>A number for each step.</summary>
    [InlineArray(Steps)]
    private struct StepCounts
    {
        private int _first;
    }
}
