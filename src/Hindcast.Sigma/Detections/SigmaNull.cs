namespace Hindcast.Sigma.Detections;

/// <summary><c>null</c>: the event lacks the field, or holds nothing in it (an event log cannot tell the two apart).</summary>
public sealed class SigmaNull : SigmaValueTest
{
    /// <inheritdoc/>
    public override string Key => "null";

    /// <inheritdoc/>
    public override bool MatchesMissing => true;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) => value.IsEmpty;
}
