using Hindcast.Sigma.Compilation;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>An event of a shape from an array; null stands for a missing field. Keywords are searched in every value and in the given texts.</summary>
internal sealed class ArraySlots(string?[] values, params string[] texts) : ISigmaSlots
{
    private readonly string[] keywordTexts = [.. values.OfType<string>(), .. texts];

    public int KeywordTextCount => keywordTexts.Length;

    public ReadOnlySpan<char> GetKeywordText(int index) => keywordTexts[index];

    public bool TryGet(int slot, out ReadOnlySpan<char> value)
    {
        value = values[slot];
        return values[slot] is not null;
    }
}
