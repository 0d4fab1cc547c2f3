namespace Hindcast.Sigma.Detections;

/// <summary>One test of one field's value. Immutable and safe on all threads.</summary>
public abstract class SigmaValueTest
{
    /// <summary>A text that is equal for tests that mean the same; the plan shares such tests between rules.</summary>
    public abstract string Key { get; }

    /// <summary>Tests a value that is present.</summary>
    /// <param name="value">The value.</param>
    public abstract bool Matches(ReadOnlySpan<char> value);

    /// <summary>The outcome when the event lacks the field.</summary>
    public virtual bool MatchesMissing => false;

    /// <inheritdoc/>
    public sealed override string ToString() => Key;
}
