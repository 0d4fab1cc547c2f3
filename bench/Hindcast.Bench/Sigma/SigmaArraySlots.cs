using Hindcast.Sigma.Compilation;

namespace Hindcast.Bench.Sigma;

/// <summary>An event from an array of values.</summary>
internal struct SigmaArraySlots(string?[] values) : ISigmaSlots
{
    public string?[] Values = values;

    public readonly int KeywordTextCount => Values.Length;

    public readonly ReadOnlySpan<char> GetKeywordText(int index) => Values[index];

    public readonly bool TryGet(int slot, out ReadOnlySpan<char> value)
    {
        value = Values[slot];
        return Values[slot] is not null;
    }
}
