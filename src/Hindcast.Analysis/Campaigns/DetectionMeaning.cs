using Hindcast.Evidence;

namespace Hindcast.Analysis.Campaigns;

/// <summary>What a match of a rule means; the <c>hindcast</c> block of the rule.</summary>
/// <param name="RuleId">Id of the rule.</param>
/// <param name="Title">Its title.</param>
/// <param name="Subject">The CVE id or kind (<c>web-shell</c>) that it is about.</param>
/// <param name="Step">Step of the attack.</param>
/// <param name="Role">What it sees.</param>
/// <param name="Outcome">What it shows by itself.</param>
/// <param name="Generic">True when it needs no knowledge of the campaign.</param>
/// <param name="Because">Why it means that, in one sentence.</param>
/// <param name="Technique">ATT&amp;CK technique id, or "".</param>
public sealed record DetectionMeaning(
    string RuleId,
    string Title,
    string Subject,
    string Step,
    ObservationRole Role,
    Outcome Outcome,
    bool Generic,
    string Because,
    string Technique)
{
    /// <summary>The subject of everything that a pack's list of published indicators meets.</summary>
    public const string PublishedIndicator = "published-indicator";

    /// <summary>How far it shows that an intrusion came; where the rule does not say, as far as its outcome goes.</summary>
    public Rung Rung { get; init; } = RungOf(Outcome);

    /// <summary>True when what it sees outlives a restart, the patch, or a changed password.</summary>
    public bool Persists { get; init; }

    /// <summary>True when what it sees takes away something that a detection which persists saw being made.</summary>
    public bool Removes { get; init; }

    /// <summary>
    /// What it sees is of one and the same thing of this name on a server, such as an implant, whenever it is seen there; "" when it is not.
    /// </summary>
    public string Thing { get; init; } = "";

    /// <summary>Short name of the ATT&amp;CK tactic (<c>initial-access</c>), or "".</summary>
    public string Tactic { get; init; } = "";

    /// <summary>First and last day on which a match counts, or null for always: addresses change hands.</summary>
    public (DateOnly First, DateOnly Last)? Window { get; init; }

    /// <summary>True for the subject of a flaw: a CVE id.</summary>
    public static bool IsFlaw(string subject) => subject.StartsWith("CVE-", StringComparison.Ordinal);

    /// <summary>The rung that an outcome comes to by itself.</summary>
    public static Rung RungOf(Outcome outcome) => outcome switch
    {
        Outcome.Scanned => Rung.Probed,
        Outcome.Attempted => Rung.Attempted,
        Outcome.Reached => Rung.Reached,
        Outcome.Succeeded => Rung.Succeeded,
        Outcome.Used => Rung.CodeUsed,
        _ => Rung.None,
    };
}
