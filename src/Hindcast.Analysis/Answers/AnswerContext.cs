using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Coverage;
using Hindcast.Analysis.Exposure;
using Hindcast.Analysis.Stories;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Everything that the answers are composed from.</summary>
public sealed record AnswerContext
{
    private SeenDays? _seen;
    private OpenDays? _open;

    /// <summary>The packs' campaigns.</summary>
    public required IReadOnlyList<Campaign> Campaigns { get; init; }

    /// <summary>Builds and windows.</summary>
    public required ExposureReport Exposure { get; init; }

    /// <summary>Days seen.</summary>
    public required CoverageReport Coverage { get; init; }

    /// <summary>Findings, worst first, with ids.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What happened, put together.</summary>
    public required Story Story { get; init; }

    /// <summary>Observations in time order, with ids.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>Signs of tampering in event logs, in time order, with ids.</summary>
    public IReadOnlyList<LogSign> Signs { get; init; } = [];

    /// <summary>Whether it would have been seen without knowing the campaign; null when that was not asked for.</summary>
    public SeenEarlierReport? SeenEarlier { get; init; }

    /// <summary>What each detection met, kept or not.</summary>
    public IReadOnlyList<DetectionSummary> Detections { get; init; } = [];

    /// <summary>How many detections had a log to read.</summary>
    public required int DetectionsThatCouldFire { get; init; }

    /// <summary>Signs that the evidence is of several machines, one sentence each.</summary>
    public IReadOnlyList<string> SeveralMachines { get; init; } = [];

    /// <summary>The logs that any detection reads; null for all.</summary>
    public IReadOnlySet<LogName>? LogsRead { get; init; }

    /// <summary>The days that those logs hold.</summary>
    public SeenDays Seen => _seen ??= SeenDays.Of(Coverage, LogsRead);

    /// <summary>Days on which the server was open and which no log holds.</summary>
    public OpenDays Open => _open ??= OpenDays.Of(Exposure, Campaigns, Seen);

    /// <summary>True when some evidence could not be read.</summary>
    public required bool Incomplete { get; init; }

    /// <summary>
    /// How far it came: what the ladder of the intrusions shows; where there is none, the worst finding. A thing that is worth a
    /// look, such as a page of the owner, makes no attempt out of a scan.
    /// </summary>
    public Outcome Outcome => Story.Intrusions.Count > 0 ? Story.Intrusions.Max(i => i.Outcome)
        : Findings.Count == 0 ? Outcome.None
        : Findings.Max(f => f.Outcome) is Outcome.Attempted && RequestsSeen && !AttemptSeen ? Outcome.Scanned
        : Findings.Max(f => f.Outcome);

    /// <summary>True when a flaw answered by some finding. A page or a program alone tells of no flaw.</summary>
    public bool FlawAnswered => Findings.Any(f => f.Outcome >= Outcome.Reached && DetectionMeaning.IsFlaw(f.Subject));

    /// <summary>What the first sign at or above <see cref="Outcome.Reached"/> is a sign of.</summary>
    public string FirstReached => FlawAnswered || Words.FirstReached != ProductWords.Plain.FirstReached ? Words.FirstReached : "First sign of the intrusion";

    /// <summary>True when something that an intrusion left is seen to have been used. Code can run through a flaw alone, and leave nothing.</summary>
    public bool WhatWasLeftWasUsed
    {
        get
        {
            HashSet<string> shown = [.. Story.Intrusions.SelectMany(i => i.Stages).Where(s => s is { Rung: Rung.CodeUsed, State: StageState.Shown }).SelectMany(s => s.Claims)];
            return Observations.Any(o => shown.Contains(o.Id) && Meaning(o)?.Role == ObservationRole.Use);
        }
    }

    /// <summary>How the answers speak of the product in question.</summary>
    public ProductWords Words => ProductWords.Of(Campaigns, Findings);

    /// <summary>True when a request to a flaw was met, and not only things that an administrator may have made.</summary>
    public bool RequestsSeen => Observations.Any(o => Meaning(o) is { Role: ObservationRole.Request, Outcome: >= Outcome.Scanned });

    /// <summary>True when a request tried a flaw. What an administrator does too, such as a cmdlet, is no try by itself.</summary>
    private bool AttemptSeen => Observations.Any(o => Meaning(o) is { Role: ObservationRole.Request, Outcome: >= Outcome.Attempted });

    /// <summary>True when any log of one of these kinds (with | between them) holds a record.</summary>
    public bool Has(string kinds) => Coverage.Logs.Any(l => l.Records > 0 && kinds.Split('|').Contains(l.Log.Kind));

    /// <summary>What is missing because none of its logs is there.</summary>
    public IEnumerable<string> Missing(IEnumerable<LogWish> wishes) => wishes.Where(w => !Has(w.Kinds)).Select(w => w.Text);

    /// <summary>
    /// True when a flaw was known on the last day covered. A server of March 2021 was open to what was found in 2022, too;
    /// that says nothing of it.
    /// </summary>
    public bool IsKnown(string vulnerability) => Coverage.To is not { } to
        || Campaigns.Any(c => c.KnownSince <= to && c.Vulnerabilities.Any(v => v.Id == vulnerability));

    /// <summary>True when a flaw was known and the server was seen open to it.</summary>
    public bool IsOpenAndKnown(string vulnerability) => IsKnown(vulnerability)
        && Exposure.Windows.Any(w => w.Vulnerability == vulnerability && w.State == ExposureState.Vulnerable);

    /// <summary>What a match means, or null.</summary>
    public DetectionMeaning? Meaning(Observation observation) =>
        Campaigns.Select(c => c.Detections.GetValueOrDefault(observation.RuleId)).FirstOrDefault(m => m is not null);
}
