using Hindcast.Sigma.Matching;

namespace Hindcast.Engine.Pipeline;

/// <summary>A file of a web root as rules see it.</summary>
internal sealed class WebRootEvent(string targetFilename, string sha256, string size, string content) : ISigmaEvent
{
    /// <inheritdoc/>
    public int KeywordTextCount => 2;

    /// <inheritdoc/>
    public bool TryGetField(string name, out ReadOnlySpan<char> value)
    {
        string? text = name.ToUpperInvariant() switch
        {
            "TARGETFILENAME" => targetFilename,
            "CONTENT" => content,
            "SHA256" => sha256,
            "SIZE" => size,
            _ => null,
        };
        value = text;
        return text is not null;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> GetKeywordText(int index) => index == 0 ? targetFilename : content;
}
