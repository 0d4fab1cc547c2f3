using Hindcast.Engine.KnownGood;
using Hindcast.Engine.Pages;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Detection;

/// <summary>A file of a web root as rules see it.</summary>
internal readonly struct WebRootSlots(
    string targetFilename, string sha256, string size, string content, PageFields? page = null, KnownVerdict? known = null, string? owner = null) : ISigmaSlots
{
    /// <summary>The shape of all such files.</summary>
    internal static readonly SigmaEventShape Shape = new(
        [new("Log", LogKinds.WebRoot)],
        [
            "TargetFilename", "SHA256", "Size", "Content", "KnownGood", "KnownName", "PageVerdict", "PageScore", "PageCapabilities", "PageKey",
            "PageLanguage", "Owner",
        ]);

    /// <summary>The shape of such files when there is no table of known files: rules that ask for its verdict can match none.</summary>
    internal static readonly SigmaEventShape ShapeWithoutTable = new([new("Log", LogKinds.WebRoot)], [.. Shape.Fields.Where(f => f is not ("KnownGood" or "KnownName"))]);

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
            3 => content,
            4 => known?.Word,
            5 => known?.Name,
            6 => page?.Verdict,
            7 => page?.Score,
            8 => page?.Capabilities,
            9 => page?.Key,
            10 => page?.Language,
            _ => owner,
        };

        // Without a table of known files, without the file's bytes or an owner, these are missing, not empty.
        return slot < 4 || (slot < 6 ? known is not null : slot < 11 ? page is not null : !string.IsNullOrEmpty(owner));
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> GetKeywordText(int index) => index == 0 ? targetFilename : content;
}
