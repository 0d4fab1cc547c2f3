using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Detection;

/// <summary>A record that was joined out of others, as rules see it: a text for each field of its shape.</summary>
internal readonly struct FieldTexts(string[] values) : ISigmaSlots
{
    /// <inheritdoc/>
    public int KeywordTextCount => 0;

    /// <inheritdoc/>
    public bool TryGet(int slot, out ReadOnlySpan<char> value)
    {
        value = values[slot];
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> GetKeywordText(int index) => default;
}
