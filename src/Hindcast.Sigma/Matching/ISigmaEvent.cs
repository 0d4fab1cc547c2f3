namespace Hindcast.Sigma.Matching;

/// <summary>
/// An event as the interpreter sees it. Spans stay valid until the event is changed or released.
/// </summary>
public interface ISigmaEvent
{
    /// <summary>Finds a field; the implementer ignores the case of names.</summary>
    /// <param name="name">The field as the rule writes it.</param>
    /// <param name="value">Its value; empty when missing.</param>
    /// <returns>True when the event has the field, be it empty.</returns>
    bool TryGetField(string name, out ReadOnlySpan<char> value);

    /// <summary>
    /// More values of a field that count as well (a decoded URL, repeated fields). A test matches when one value does.
    /// </summary>
    /// <param name="name">The field as the rule writes it.</param>
    /// <param name="index">Which, from 0.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when there is none, as for most events.</returns>
    bool TryGetAlternative(string name, int index, out ReadOnlySpan<char> value)
    {
        value = default;
        return false;
    }

    /// <summary>
    /// How many texts keywords are searched in: each field's value, and where the source has them the fields joined by
    /// blanks and the message as its reader would see it.
    /// </summary>
    int KeywordTextCount { get; }

    /// <summary>One of those texts.</summary>
    /// <param name="index">From 0.</param>
    ReadOnlySpan<char> GetKeywordText(int index);
}
