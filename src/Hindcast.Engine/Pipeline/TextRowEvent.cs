using Hindcast.Formats.Text;
using Hindcast.Sigma.Matching;

namespace Hindcast.Engine.Pipeline;

/// <summary>A text log's row as rules see it.</summary>
internal sealed class TextRowEvent(TextRow row) : ISigmaEvent
{
    /// <inheritdoc/>
    public int KeywordTextCount => 1;

    /// <inheritdoc/>
    public bool TryGetField(string name, out ReadOnlySpan<char> value)
    {
        if (row.TryGet(name, out value))
        {
            return true;
        }

        // Sigma writes cs-user-agent where the log's header has cs(User-Agent).
        return Alternative(name) is { } other && row.TryGet(other, out value);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> GetKeywordText(int index) => row.Text;

    private static string? Alternative(string name) => name switch
    {
        "cs-user-agent" or "c-useragent" => "cs(User-Agent)",
        "cs-referer" or "cs-referrer" => "cs(Referer)",
        "cs-cookie" => "cs(Cookie)",
        _ => null,
    };
}
