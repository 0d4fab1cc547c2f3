using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Detection;

/// <summary>Slots as a struct, so that the matcher is compiled for them and calls them directly.</summary>
internal readonly struct EvtxSlotsView(EvtxSlots slots) : ISigmaSlots
{
    /// <inheritdoc/>
    public int KeywordTextCount => slots.KeywordTextCount;

    /// <inheritdoc/>
    public bool TryGet(int slot, out ReadOnlySpan<char> value) => slots.TryGet(slot, out value);

    /// <inheritdoc/>
    public ReadOnlySpan<char> GetKeywordText(int index) => slots.GetKeywordText(index);
}
