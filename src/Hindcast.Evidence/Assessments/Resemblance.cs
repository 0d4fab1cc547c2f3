namespace Hindcast.Evidence.Assessments;

/// <summary>
/// "Consistent with activity published as X". Likelihood is about the event, confidence about the evidence behind it
/// (ICD 203); neither is a proof.
/// </summary>
/// <param name="Group">The published name.</param>
/// <param name="Likelihood">How likely it is that the cluster is of this group.</param>
/// <param name="Confidence">How good the evidence for that is.</param>
/// <param name="Source">Who published the group's activity, and when.</param>
/// <param name="For">What speaks for it.</param>
/// <param name="Against">What speaks against it.</param>
public sealed record Resemblance(
    string Group,
    Likelihood Likelihood,
    Confidence Confidence,
    string Source,
    IReadOnlyList<Statement> For,
    IReadOnlyList<Statement> Against);
