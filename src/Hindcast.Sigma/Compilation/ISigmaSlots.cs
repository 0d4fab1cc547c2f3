namespace Hindcast.Sigma.Compilation;

/// <summary>
/// The values of one event by their place in its <see cref="SigmaEventShape"/>. Values are asked for only when a rule
/// needs them, so an implementer may decode or format them then. A span must stay valid until the event has been
/// matched.
/// </summary>
public interface ISigmaSlots
{
    /// <summary>Finds the value of a field.</summary>
    /// <param name="slot">The field's place in <see cref="SigmaEventShape.Fields"/>, from 0.</param>
    /// <param name="value">Its value; empty when missing.</param>
    /// <returns>True when this event has the field, be it empty.</returns>
    bool TryGet(int slot, out ReadOnlySpan<char> value);

    /// <summary>How many texts keywords are searched in; asked only when a rule of the shape has keywords.</summary>
    int KeywordTextCount { get; }

    /// <summary>One of those texts: field values, and the message as its reader would see it.</summary>
    /// <param name="index">From 0.</param>
    ReadOnlySpan<char> GetKeywordText(int index);
}
