using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hindcast.Formats.Matching;

/// <summary>
/// One bucket while a search is planned: what it allows at each place, and which positions of the sample of
/// <see cref="LogTextModel"/> fit all its places. One thread.
/// </summary>
/// <param name="places">Places that the scan tests.</param>
internal sealed class NibbleBucket(int places)
{
    private static readonly ulong[][] SampleLow = SampleSets(0);
    private static readonly ulong[][] SampleHigh = SampleSets(4);
    private static readonly int Words = SampleLow[0].Length;

    /// <summary>Every second position is counted: half the time, and little worse.</summary>
    private const int SampleStep = 2;

    private static int SamplePositions => (LogTextModel.SampleBytes.Length - NibbleBuckets.PlaceCount) / SampleStep;

    /// <summary>The weight of the estimate from single bytes beside the count in the sample, which is small.</summary>
    private const double EstimateWeight = 0.5;

    private readonly NibbleSet[] _sets = new NibbleSet[places];
    private readonly ulong[] _fits = new ulong[places * Words];
    private readonly ulong[] _trial = new ulong[Words];
    private double _cost;

    /// <summary>What is allowed at a place.</summary>
    public NibbleSet this[int place] => place < places ? _sets[place] : NibbleSet.Everything;

    /// <summary>By how much the share of log positions that fit this bucket grows when a window is added.</summary>
    public double CostOf(ReadOnlySpan<byte> window) => Try(window) - _cost;

    /// <summary>Adds a window.</summary>
    public void Add(ReadOnlySpan<byte> window)
    {
        _cost = Try(window);
        for (int place = 0; place < places; place++)
        {
            NibbleSet wider = Wider(place, window);
            if (wider != _sets[place])
            {
                _sets[place] = wider;
                Array.Fill(_trial, ulong.MaxValue);
                Restrict(_trial, place, wider);
                _trial.CopyTo(_fits, place * Words);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private NibbleSet Wider(int place, ReadOnlySpan<byte> window) =>
        place < window.Length ? _sets[place].With(window[place]) : NibbleSet.Everything;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Try(ReadOnlySpan<byte> window)
    {
        double estimate = 1;
        ulong[] trial = _trial;
        Array.Fill(trial, ulong.MaxValue);
        for (int place = 0; place < places; place++)
        {
            NibbleSet wider = Wider(place, window);
            estimate *= wider.Share;
            if (wider != _sets[place])
            {
                Restrict(trial, place, wider);
            }
            else
            {
                And(trial, _fits.AsSpan(place * Words, Words));
            }
        }

        int count = 0;
        foreach (ulong word in trial)
        {
            count += BitOperations.PopCount(word);
        }

        return (count / (double)SamplePositions) + (EstimateWeight * estimate);
    }

    /// <summary>Keeps the sample positions whose byte at the place is in the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Restrict(ulong[] trial, int place, NibbleSet set)
    {
        Span<ulong> low = stackalloc ulong[trial.Length], high = stackalloc ulong[trial.Length];
        Collect(low, SampleLow, place, set.Low);
        Collect(high, SampleHigh, place, set.High);
        And(trial, low);
        And(trial, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Collect(Span<ulong> sum, ulong[][] sets, int place, int halves)
    {
        sum.Clear();
        for (; halves != 0; halves &= halves - 1)
        {
            Or(sum, sets[(place * 16) + BitOperations.TrailingZeroCount(halves)]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void And(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        Span<Vector256<ulong>> t = MemoryMarshal.Cast<ulong, Vector256<ulong>>(target);
        ReadOnlySpan<Vector256<ulong>> o = MemoryMarshal.Cast<ulong, Vector256<ulong>>(other);
        for (int i = 0; i < t.Length && i < o.Length; i++)
        {
            t[i] &= o[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Or(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        Span<Vector256<ulong>> t = MemoryMarshal.Cast<ulong, Vector256<ulong>>(target);
        ReadOnlySpan<Vector256<ulong>> o = MemoryMarshal.Cast<ulong, Vector256<ulong>>(other);
        for (int i = 0; i < t.Length && i < o.Length; i++)
        {
            t[i] |= o[i];
        }
    }

    /// <summary>For each place and half (low: shift 0, high: shift 4) the sample positions whose byte at the place has that half: whole vectors of bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong[][] SampleSets(int shift)
    {
        ReadOnlySpan<byte> sample = LogTextModel.SampleBytes;
        ulong[][] sets = new ulong[NibbleBuckets.PlaceCount * 16][];
        for (int i = 0; i < sets.Length; i++)
        {
            sets[i] = new ulong[(SamplePositions + 255) / 256 * 4];
        }

        for (int place = 0; place < NibbleBuckets.PlaceCount; place++)
        {
            for (int i = 0; i < SamplePositions; i++)
            {
                int half = (sample[(i * SampleStep) + place] >> shift) & 15;
                sets[(place * 16) + half][i / 64] |= 1UL << (i % 64);
            }
        }

        return sets;
    }
}
