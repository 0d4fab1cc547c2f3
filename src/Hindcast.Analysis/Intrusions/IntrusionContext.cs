using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>Everything that intrusions are worked out from.</summary>
public sealed record IntrusionContext
{
    /// <summary>The packs' campaigns.</summary>
    public required IReadOnlyList<Campaign> Campaigns { get; init; }

    /// <summary>All observations, in time order, with ids.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>What there is of each log.</summary>
    public required CoverageReport Coverage { get; init; }

    /// <summary>For each rule, by id, the logs in the evidence that it read.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<LogName>> LogsRead { get; init; }
}
