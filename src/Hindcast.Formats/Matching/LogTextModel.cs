using System.Text;

namespace Hindcast.Formats.Matching;

/// <summary>
/// How often bytes and short runs of bytes occur in web server and Exchange logs, estimated from a small sample written
/// for this purpose. Only the speed of a search depends on it, never its result. Immutable and thread-safe.
/// </summary>
internal static class LogTextModel
{
    private const int GramTableSize = 1 << 16;

    private static readonly byte[] Sample = Encoding.UTF8.GetBytes(LogTextSample.Text);
    private static readonly double[] ByteShares = CountBytes();
    private static readonly ushort[] Trigrams = CountTrigrams();

    /// <summary>Share of <paramref name="value"/> among the bytes of a log, above 0.</summary>
    public static double Share(byte value) => ByteShares[value];

    /// <summary>Share of the bytes that equal <paramref name="value"/> without regard to case.</summary>
    public static double FoldedShare(byte value) =>
        char.IsAsciiLetter((char)value) ? ByteShares[value | 0x20] + ByteShares[value & ~0x20] : ByteShares[value];

    /// <summary>Estimated share of positions where <paramref name="window"/> (ASCII letters small) stands, above 0.</summary>
    public static double WindowShare(ReadOnlySpan<byte> window)
    {
        double share = 1;
        if (window.Length < 3)
        {
            foreach (byte value in window)
            {
                share *= FoldedShare(value);
            }

            return share;
        }

        // A chain of trigrams: P(abcd) = P(abc) * P(bcd) / P(bc), with P(bc) as if b and c were independent.
        for (int i = 0; i + 3 <= window.Length; i++)
        {
            ReadOnlySpan<byte> gram = window.Slice(i, 3);
            double independent = FoldedShare(gram[0]) * FoldedShare(gram[1]) * FoldedShare(gram[2]);
            double seen = Trigrams[TrigramHash(gram)] / (double)Sample.Length;
            share *= (0.8 * seen) + (0.2 * independent);
            if (i > 0)
            {
                share /= double.Max(FoldedShare(gram[0]) * FoldedShare(gram[1]), (0.8 * seen) + (0.2 * independent));
            }
        }

        return share;
    }

    private static double[] CountBytes()
    {
        double[] shares = new double[256];
        Array.Fill(shares, 1.0);
        foreach (byte value in Sample)
        {
            shares[value] += 4;
        }

        double sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum);
    }

    private static ushort[] CountTrigrams()
    {
        byte[] folded = Array.ConvertAll(Sample, value => char.IsAsciiLetterUpper((char)value) ? (byte)(value | 0x20) : value);
        ushort[] counts = new ushort[GramTableSize];
        for (int i = 0; i + 3 <= folded.Length; i++)
        {
            counts[TrigramHash(folded.AsSpan(i, 3))]++;
        }

        return counts;
    }

    private static int TrigramHash(ReadOnlySpan<byte> gram) =>
        (int)(((uint)(gram[0] | (gram[1] << 8) | (gram[2] << 16)) * 0x9E3779B1u) >> 16);
}
