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
        List<string> values = Values(name);
        value = values.Count > 0 ? values[0] : default;
        return values.Count > 0;
    }

    /// <inheritdoc/>
    public bool TryGetAlternative(string name, int index, out ReadOnlySpan<char> value)
    {
        List<string> values = Values(name);
        value = index + 1 < values.Count ? values[index + 1] : default;
        return index + 1 < values.Count;
    }

    private List<string> Values(string name)
    {
        List<string> values = [];
        SigmaFieldSource field = SigmaFieldSource.Find(name, shape, source?.Fields ?? NoMaps);
        if (builder.TryBuild(field, ref slots, out ReadOnlySpan<char> text, out ReadOnlySpan<char> other))
        {
            values.Add(text.ToString());
            if (!other.IsEmpty)
            {
                values.Add(other.ToString());
            }
        }

        foreach (int repeat in field.Repeats)
        {
            if (slots.TryGet(repeat, out ReadOnlySpan<char> more))
            {
                // The first may be this one already, which does no harm: the same value tested twice.
                values.Add(more.ToString());
            }
        }

        return values;
    }
}
