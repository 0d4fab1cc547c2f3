using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Detection;

/// <summary>A file of a web root as rules see it.</summary>
internal readonly struct WebRootSlots(string targetFilename, string sha256, string size, string content) : ISigmaSlots
{
    /// <summary>The shape of all such files.</summary>
    internal static readonly SigmaEventShape Shape =
        new([new("Log", LogKinds.WebRoot)], ["TargetFilename", "SHA256", "Size", "Content"]);

    /// <inheritdoc/>
    public int KeywordTextCount => 2;

    /// <inheritdoc/>
    public bool TryGet(int slot, out ReadOnlySpan<char> value)
    {
        value = slot switch
        {
            0 => targetFilename,
            1 => sha256,
            2 => size,
            _ => content,
        };
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> GetKeywordText(int index) => index == 0 ? targetFilename : content;
}
