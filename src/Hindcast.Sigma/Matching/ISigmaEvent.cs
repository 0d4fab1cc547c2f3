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
    /// A second form of a field's value that counts as well (a decoded URL). A test matches when either form does.
    /// </summary>
    /// <param name="name">The field as the rule writes it.</param>
    /// <param name="value">The second form.</param>
    /// <returns>False when there is none, as for most events.</returns>
    bool TryGetAlternative(string name, out ReadOnlySpan<char> value)
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
