using Hindcast.Evidence;
using Hindcast.Sigma.Loading;

namespace Hindcast.Engine.Hunting;

/// <summary>What a hunt found, and how far that can be trusted. Immutable.</summary>
public sealed record HuntResult
{
    /// <summary>The matches by time (those without time last), file, offset and rule id.</summary>
    public required IReadOnlyList<HuntMatch> Matches { get; init; }

    /// <summary>Matches that were not kept because there were too many; the slightest were given up first.</summary>
    public required long DroppedMatches { get; init; }

    /// <summary>Matches that are not kept because they lie outside the dates asked for.</summary>
    public required long OutsideDates { get; init; }

    /// <summary>Files among the rules that are no rules but belong to campaign packs; they were not read.</summary>
    public int PackFiles { get; init; }

    /// <summary>Matches that correlations needed and did not get: without time, or beyond the limit.</summary>
    public required long UncorrelatedMatches { get; init; }

    /// <summary>Groups that correlations gave up because there were too many.</summary>
    public required long LostGroups { get; init; }

    /// <summary>Every loaded rule and correlation, in the order of the files.</summary>
    public required IReadOnlyList<HuntRuleReport> Rules { get; init; }

    /// <summary>What each entry of the tuning did.</summary>
    public required IReadOnlyList<HuntTuningReport> Tuning { get; init; }

    /// <summary>What was wrong in the rule files.</summary>
    public required IReadOnlyList<SigmaProblem> Problems { get; init; }

    /// <summary>Exclusions that fit no rule.</summary>
    public required IReadOnlyList<string> UnusedExclusions { get; init; }

    /// <summary>Evidence files.</summary>
    public required int Files { get; init; }

    /// <summary>Evidence files that were read as logs.</summary>
    public required int LogFiles { get; init; }

    /// <summary>Logs that were not counted because another has the same bytes.</summary>
    public required int Copies { get; init; }

    /// <summary>Records read.</summary>
    public required long Records { get; init; }

    /// <summary>Records and rows that could not be read.</summary>
    public required long BadRecords { get; init; }

    /// <summary>Trouble in the evidence, the gravest first.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>True when some evidence, or a part of it, could not be read.</summary>
    public bool IsIncomplete => BadRecords > 0 || Diagnostics.Any(d => d.Descriptor.Severity == DiagnosticSeverity.Loss);
}
