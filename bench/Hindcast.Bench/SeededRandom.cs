using System.Numerics;

namespace Hindcast.Bench;

/// <summary>SplitMix64: fast, and the same numbers for a seed on every machine and .NET version.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 up to, but without, <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>A number from <paramref name="low"/> up to, but without, <paramref name="high"/>.</summary>
    public int Between(int low, int high) => low + Below(high - low);

    /// <summary>Small numbers often, large ones seldom: up to 2 to the power of <paramref name="bits"/>.</summary>
    public int Skewed(int bits) => (int)(Next() >> 40) & ((1 << Below(bits + 1)) - 1);

    /// <summary>True once in <paramref name="n"/> calls.</summary>
    public bool OneIn(int n) => Below(n) == 0;

    /// <summary>One of the items.</summary>
    public T Pick<T>(T[] items) => items[Below(items.Length)];

    /// <summary>Number of leading zero bits of the next draw: 0 half of the time, 1 a quarter ...</summary>
    public int Halvings() => BitOperations.LeadingZeroCount(Next());
}
