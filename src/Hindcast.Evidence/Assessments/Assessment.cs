namespace Hindcast.Evidence.Assessments;

/// <summary>
/// The answers to the eight questions for one server, with everything they rest on. This is what assessment.json holds;
/// see docs/assessment-schema.md. The same evidence and packs give the same value, whatever the machine.
/// </summary>
public sealed record Assessment
{
    /// <summary>Version of this schema: a new minor adds, a new major changes.</summary>
    public const string CurrentSchemaVersion = "1.7";

    /// <summary>The schema's version.</summary>
    public string SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The program and its version.</summary>
    public required string Tool { get; init; }

    /// <summary>The knowledge that was used.</summary>
    public required IReadOnlyList<PackReference> Packs { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The eight answers, in order.</summary>
    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>The build history and what it left open.</summary>
    public required ExposureReport Exposure { get; init; }

    /// <summary>Which days there is evidence for.</summary>
    public required CoverageReport Coverage { get; init; }

    /// <summary>What the observations mean together.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Chains of observations of one hand each, in the order of their first sign.</summary>
    public IReadOnlyList<Intrusion> Intrusions { get; init; } = [];

    /// <summary>How many operators, and whom they resemble.</summary>
    public ActorReport Actors { get; init; } = ActorReport.None;

    /// <summary>The times that matter.</summary>
    public Chronology Chronology { get; init; } = Chronology.None;

    /// <summary>What was reached or taken.</summary>
    public ImpactReport Impact { get; init; } = ImpactReport.None;

    /// <summary>What was placed, and its last known state.</summary>
    public IReadOnlyList<PersistentItem> Persistence { get; init; } = [];

    /// <summary>What defenders did, in time order.</summary>
    public IReadOnlyList<Mitigation> Mitigations { get; init; } = [];

    /// <summary>What to do, in the safe order.</summary>
    public IReadOnlyList<ActionItem> Actions { get; init; } = [];

    /// <summary>Records and files that a detection met, in time order.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>Signs that event logs may have been tampered with, in time order; bounded.</summary>
    public IReadOnlyList<LogSign> Signs { get; init; } = [];

    /// <summary>Signs beyond the bound.</summary>
    public long SignsLeftOut { get; init; }

    /// <summary>What each detection is and how often it met something.</summary>
    public required IReadOnlyList<DetectionSummary> Detections { get; init; }

    /// <summary>What rules of the user's own met; null when none were given.</summary>
    public UserRuleReport? UserRules { get; init; }

    /// <summary>What the server had not done before and no campaign explains; null when it was not looked for.</summary>
    public UnusualReport? Unusual { get; init; }

    /// <summary>Whether an intrusion would have been seen without knowing its campaign; null when that was not looked for.</summary>
    public SeenEarlierReport? SeenEarlier { get; init; }

    /// <summary>The evidence files.</summary>
    public required IReadOnlyList<EvidenceFile> Files { get; init; }

    /// <summary>Trouble met in reading.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}
