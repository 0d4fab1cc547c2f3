using System.Text;
using Hindcast.Formats.Matching;

namespace Hindcast.Tests.Unit.Formats.Matching;

/// <summary>The obvious search that the fast one must agree with.</summary>
internal static class NaiveLiterals
{
    /// <summary>Checks every answer of <paramref name="set"/> for a block against the obvious search.</summary>
    /// <returns>The hits, to be compared between paths.</returns>
    public static LiteralHit[] Check(LiteralSet set, IReadOnlyList<string> literals, ReadOnlySpan<byte> block)
    {
        LineHits hits = default;
        set.FindLines(block, ref hits);
        ReadOnlySpan<LiteralHit> found = hits.Span;
        int next = 0;
        bool any = false;
        for (int lineStart = 0; lineStart < block.Length;)
        {
            int feed = block[lineStart..].IndexOf((byte)'\n');
            int lineEnd = feed < 0 ? block.Length : lineStart + feed;
            bool expected = false;
            foreach (string literal in literals)
            {
                expected |= IndexOf(block[lineStart..lineEnd], literal) >= 0;
            }

            any |= expected;
            bool got = next < found.Length && found[next].Offset < lineEnd;
            Assert.True(expected == got, $"line at {lineStart}: expected {expected}, got {got}");
            if (got)
            {
                LiteralHit hit = found[next++];
                Assert.InRange(hit.Offset, lineStart, lineEnd - 1);
                Assert.Equal(0, IndexOf(block[hit.Offset..lineEnd], literals[hit.Literal], startOnly: true));
            }

            lineStart = lineEnd + 1;
        }

        Assert.Equal(found.Length, next);
        Assert.Equal(found.Length, set.CountMatchingLines(block));
        int index = set.IndexOfAny(block, out int which);
        Assert.Equal(any, index >= 0);
        Assert.Equal(any, which >= 0);
        return found.ToArray();
    }

    private static int IndexOf(ReadOnlySpan<byte> text, string literal, bool startOnly = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(literal);
        int last = startOnly ? int.Min(0, text.Length - bytes.Length) : text.Length - bytes.Length;
        for (int start = 0; start <= last; start++)
        {
            int i = 0;
            while (i < bytes.Length && Fold(text[start + i]) == Fold(bytes[i]))
            {
                i++;
            }

            if (i == bytes.Length)
            {
                return start;
            }
        }

        return -1;
    }

    private static byte Fold(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value + 32) : value;
}
