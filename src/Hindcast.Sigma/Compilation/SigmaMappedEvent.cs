using Hindcast.Sigma.Mappings;
using Hindcast.Sigma.Matching;

namespace Hindcast.Sigma.Compilation;

/// <summary>
/// An event as the rules of one log source see it: fields by the names that rules use. For the interpreter and for
/// reading single fields of a match (columns of a timeline, groups of a correlation); copies each value that is asked
/// for. Used by one thread.
/// </summary>
/// <param name="shape">The event's shape.</param>
/// <param name="source">The kind of events, see <see cref="SigmaPlan.SourceOf"/>; null when fields have their own names.</param>
/// <param name="slots">The event.</param>
public sealed class SigmaMappedEvent(SigmaEventShape shape, SigmaMappedSource? source, ISigmaSlots slots) : ISigmaEvent
{
    private static readonly Dictionary<string, SigmaFieldMap> NoMaps = [];

    private readonly SigmaValueBuilder builder = new();
    private ISigmaSlots slots = slots;

    /// <inheritdoc/>
    public int KeywordTextCount => slots.KeywordTextCount;

    /// <inheritdoc/>
    public ReadOnlySpan<char> GetKeywordText(int index) => slots.GetKeywordText(index);

    /// <inheritdoc/>
    public bool TryGetField(string name, out ReadOnlySpan<char> value)
    {
        bool isPresent = TryBuild(name, out string text, out _);
        value = text;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryGetAlternative(string name, out ReadOnlySpan<char> value)
    {
        bool isPresent = TryBuild(name, out _, out string other) && other.Length > 0;
        value = other;
        return isPresent;
    }

    private bool TryBuild(string name, out string value, out string alternative)
    {
        SigmaFieldSource field = SigmaFieldSource.Find(name, shape, source?.Fields ?? NoMaps);
        bool isPresent = builder.TryBuild(field, ref slots, out ReadOnlySpan<char> text, out ReadOnlySpan<char> other);
        value = isPresent ? text.ToString() : "";
        alternative = isPresent ? other.ToString() : "";
        return isPresent;
    }
}
