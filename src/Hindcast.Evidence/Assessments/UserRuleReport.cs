namespace Hindcast.Evidence.Assessments;

/// <summary>
/// What rules of the user's own met. They stand beside the assessment: nobody reviewed what they mean, so they change no
/// verdict, answer, finding or intrusion.
/// </summary>
public sealed record UserRuleReport
{
    /// <summary>Rules and correlations that were tried.</summary>
    public required int Rules { get; init; }

    /// <summary>Of these, rules without a record that they could read in the evidence (event logs count as one).</summary>
    public required int WithoutLog { get; init; }

    /// <summary>SHA-256 over the names and contents of the rule files that could be read, in lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The rules that met something, the gravest first.</summary>
    public required IReadOnlyList<UserRuleSummary> Met { get; init; }

    /// <summary>What they met, in time order; bounded.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>Trouble with the rule files, the worst first. It makes no assessment incomplete.</summary>
    public required IReadOnlyList<Diagnostic> Problems { get; init; }
}
