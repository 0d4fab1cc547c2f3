namespace Hindcast.Sigma.Detections;

/// <summary>Tests the values of one field, or searches keywords in the whole event when there is no field.</summary>
/// <param name="field">The field, or null for a keyword search.</param>
/// <param name="choices">For each value of the rule the tests that it expands to; one of them must match.</param>
/// <param name="all">True when every choice must match, false when one is enough.</param>
/// <param name="negated">True for <c>neq</c>: the outcome is turned round (a missing field is different from any value).</param>
public sealed class SigmaValueTerm(
    string? field, IReadOnlyList<IReadOnlyList<SigmaValueTest>> choices, bool all, bool negated) : SigmaTerm
{
    /// <summary>The field as the rule writes it, or null for a keyword search.</summary>
    public string? Field { get; } = field;

    /// <summary>For each value of the rule the tests that it expands to; one of them must match.</summary>
    public IReadOnlyList<IReadOnlyList<SigmaValueTest>> Choices { get; } = choices;

    /// <summary>True when every choice must match.</summary>
    public bool All { get; } = all;

    /// <summary>True for <c>neq</c>.</summary>
    public bool Negated { get; } = negated;
}
