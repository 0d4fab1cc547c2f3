namespace Hindcast.Sigma.Detections;

/// <summary><c>fieldref</c>: compares a field with another field of the same event. A missing field on either side never matches.</summary>
/// <param name="field">The other field.</param>
/// <param name="position">Whether the value equals, begins with, ends with or contains the other.</param>
/// <param name="cased">True when case matters.</param>
public sealed class SigmaFieldReference(string field, SigmaPosition position, bool cased) : SigmaValueTest
{
    /// <summary>The other field.</summary>
    public string Field { get; } = field;

    /// <inheritdoc/>
    public override string Key => $"F{position}{(cased ? "C" : "")}:{Field}";

    /// <summary>A reference cannot be decided by one value.</summary>
    /// <param name="value">Ignored.</param>
    public override bool Matches(ReadOnlySpan<char> value) => false;

    /// <summary>Compares the two values.</summary>
    /// <param name="value">The value of the field that carries the modifier.</param>
    /// <param name="other">The value of the field that is named.</param>
    public bool Matches(ReadOnlySpan<char> value, ReadOnlySpan<char> other)
    {
        if (other.Length > value.Length)
        {
            return false;
        }

        switch (position)
        {
            case SigmaPosition.Whole:
                return other.Length == value.Length && Same(value, other);
            case SigmaPosition.Start:
                return Same(value[..other.Length], other);
            case SigmaPosition.End:
                return Same(value[^other.Length..], other);
            default:
                for (int i = 0; i + other.Length <= value.Length; i++)
                {
                    if (Same(value.Slice(i, other.Length), other))
                    {
                        return true;
                    }
                }

                return false;
        }
    }

    private bool Same(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => cased ? a.SequenceEqual(b) : SigmaFold.Same(a, b);
}
