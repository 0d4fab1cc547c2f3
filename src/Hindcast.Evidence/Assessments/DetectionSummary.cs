namespace Hindcast.Evidence.Assessments;

/// <summary>One detection of a pack and what it met.</summary>
/// <param name="RuleId">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Pack">The pack it is from.</param>
/// <param name="Subject">The CVE or kind that it is about.</param>
/// <param name="Role">What it sees.</param>
/// <param name="Outcome">What it shows by itself.</param>
/// <param name="Matches">Records it met.</param>
/// <param name="Kept">Records kept as observations; when there were too many, the first ones, the first of each client
/// address, and the earliest and latest.</param>
/// <param name="CouldFire">False when no log that it reads was in the evidence, or a table of known files that it asks for was not given.</param>
public sealed record DetectionSummary(
    string RuleId,
    string Title,
    string Pack,
    string Subject,
    ObservationRole Role,
    Outcome Outcome,
    long Matches,
    long Kept,
    bool CouldFire)
{
    /// <summary>Time of the earliest record it met, kept or not; null when none has a time.</summary>
    public EvidenceTime? First { get; init; }

    /// <summary>Time of the latest record it met.</summary>
    public EvidenceTime? Last { get; init; }

    /// <summary>The client addresses in all records it met, most records first; bounded.</summary>
    public IReadOnlyList<ClientSighting> Clients { get; init; } = [];

    /// <summary>Records that name an address beyond the bound.</summary>
    public long ClientsLeftOut { get; init; }

    /// <summary>ATT&amp;CK technique id such as T1505.003; "" when the rule names none.</summary>
    public string Technique { get; init; } = "";
}
