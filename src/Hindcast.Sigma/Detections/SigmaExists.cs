namespace Hindcast.Sigma.Detections;

/// <summary><c>exists</c>: whether the event has the field, whatever its value.</summary>
/// <param name="expected">True when the field must be there.</param>
public sealed class SigmaExists(bool expected) : SigmaValueTest
{
    /// <summary>True when the field must be there.</summary>
    public bool Expected { get; } = expected;

    /// <inheritdoc/>
    public override string Key => Expected ? "exists" : "missing";

    /// <inheritdoc/>
    public override bool MatchesMissing => !Expected;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) => Expected;
}
