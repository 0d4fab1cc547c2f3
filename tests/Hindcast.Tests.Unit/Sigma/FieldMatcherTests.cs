using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Detections;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>A field's matcher finds what its tests find one by one, with few literals and with many.</summary>
public sealed class FieldMatcherTests
{
    // Low bytes meet: the Kelvin sign and an asterisk, A and a Greek letter, and a surrogate pair.
    private static readonly string[] Pieces =
        ["a", "B", "c", "\\", ".", "-", "A", "Z", "\u212A", "\u0141", "\u0391", "\u00E4", "\U0001F525", "exe", "cmd", "\\Windows\\", "System32", " /c "];

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(80)]
    [InlineData(1_000)]
    public void Matcher_finds_what_each_test_finds(int testCount)
    {
        Random random = new(testCount);
        for (int round = 0; round < 20; round++)
        {
            SigmaValueTest[] tests = [.. Enumerable.Range(0, testCount).Select(_ => RandomPattern(random))];
            SigmaFieldMatcher matcher = new(tests, 0);
            SigmaFieldScratch scratch = new(matcher);
            for (int i = 0; i < 200; i++)
            {
                string value = RandomText(random, random.Next(30));
                int[] found = [.. matcher.Match(value, scratch).ToArray().Order()];
                Assert.Equal(Enumerable.Range(0, testCount).Where(t => tests[t].Matches(value)), found);
            }
        }
    }

    [Fact]
    public void A_value_that_is_remembered_meets_the_same_tests()
    {
        SigmaFieldMatcher matcher = new([.. Enumerable.Range(0, 50).Select(i => SigmaPattern.Parse($"*{i}*"))], 0);
        SigmaFieldScratch scratch = new(matcher) { Memory = new SigmaValueMemory() };
        int[] first = matcher.Match("1234567", scratch).ToArray();
        Assert.Equal(first, matcher.Match("1234567", scratch).ToArray());
        Assert.NotEqual(first, matcher.Match("7654321", scratch).ToArray());
    }

    private static SigmaPattern RandomPattern(Random random)
    {
        string text = RandomText(random, random.Next(1, 5)).Replace("\\", "\\\\", StringComparison.Ordinal);
        return SigmaPattern.Parse(random.Next(8) switch { 0 => text, 1 => text + "*", 2 => "*" + text, 3 => $"*{text}?{text}*", _ => $"*{text}*" }, random.Next(6) == 0);
    }

    private static string RandomText(Random random, int pieces) => string.Concat(Enumerable.Range(0, pieces).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
