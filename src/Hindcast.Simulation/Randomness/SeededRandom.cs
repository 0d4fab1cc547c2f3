using System.Numerics;

namespace Hindcast.Simulation.Randomness;

/// <summary>
/// xoshiro256**, seeded through SplitMix64 from a seed and the name of what it is for. A stream of its own for each purpose,
/// day and hour means that a change in one place does not shift the numbers of another, and that days can be made in any
/// order. The same numbers on every machine. Not thread-safe; not for secrets.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _s0, _s1, _s2, _s3;

    private SeededRandom(ulong seed)
    {
        _s0 = Mix(ref seed);
        _s1 = Mix(ref seed);
        _s2 = Mix(ref seed);
        _s3 = Mix(ref seed);
    }

    /// <summary>The stream for a purpose.</summary>
    /// <param name="seed">The seed of the whole simulation.</param>
    /// <param name="purpose">A name, such as "traffic".</param>
    /// <param name="first">A number that tells streams of one purpose apart, such as the day.</param>
    /// <param name="second">One more, such as the hour.</param>
    internal static SeededRandom For(ulong seed, string purpose, long first = 0, long second = 0)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in purpose)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        ulong state = seed;
        ulong mixed = Mix(ref state) ^ hash;
        mixed = Mix(ref mixed) ^ ((ulong)first * 0x9E3779B97F4A7C15);
        mixed = Mix(ref mixed) ^ ((ulong)second * 0xD1B54A32D192ED03);
        return new SeededRandom(mixed);
    }

    /// <summary>The next 64 bits.</summary>
    internal ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>From 0 up to, but without, <paramref name="limit"/>.</summary>
    internal int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    internal int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>As <see cref="Between(int,int)"/> for large numbers such as ticks.</summary>
    internal long Between(long low, long high) => low + (long)(Unit() * (high - low));

    /// <summary>From 0 up to, but without, 1.</summary>
    internal double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with a probability.</summary>
    internal bool Chance(double probability) => Unit() < probability;

    /// <summary>One of the items.</summary>
    internal T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A value spread around a median as latencies and sizes are: the logarithm is normal.</summary>
    internal int Spread(double median, double sigma) =>
        (int)Math.Min(int.MaxValue / 4, median * Math.Exp(sigma * Normal()));

    /// <summary>How many events happen when <paramref name="mean"/> are expected.</summary>
    internal int Poisson(double mean)
    {
        if (mean > 30)
        {
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal())));
        }

        double limit = Math.Exp(-mean), product = Unit();
        int count = 0;
        while (product > limit)
        {
            count++;
            product *= Unit();
        }

        return count;
    }

    /// <summary>A random (version 4) id.</summary>
    internal Guid Guid()
    {
        ulong high = Next(), low = Next();
        return new Guid((uint)(high >> 32), (ushort)(high >> 16), (ushort)((high & 0x0FFF) | 0x4000), (byte)(((low >> 56) & 0x3F) | 0x80),
            (byte)(low >> 48), (byte)(low >> 40), (byte)(low >> 32), (byte)(low >> 24), (byte)(low >> 16), (byte)(low >> 8), (byte)low);
    }

    /// <summary>Text of characters from an alphabet.</summary>
    internal string Text(string alphabet, int length) => string.Create(length, (this, alphabet), static (span, state) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = state.alphabet[state.Item1.Below(state.alphabet.Length)];
        }
    });

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    private static ulong Mix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
