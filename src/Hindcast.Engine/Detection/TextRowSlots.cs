using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Detection;

/// <summary>A text log's row as rules see it: its columns in the order of the header.</summary>
internal readonly struct TextRowSlots(TextRow row) : ISigmaSlots
{
    /// <inheritdoc/>
    public int KeywordTextCount => 1;

    /// <inheritdoc/>
    public bool TryGet(int slot, out ReadOnlySpan<char> value)
    {
        bool there = slot < row.Count;
        value = there ? row.Value(slot) : default;
        return there;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> GetKeywordText(int index) => row.Text;
}
