using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Intrusions;

/// <summary>Everything that intrusions are worked out from.</summary>
public sealed record IntrusionContext
{
    private readonly Lazy<IReadOnlyList<Chain>> _chains;

    /// <summary>Makes a context.</summary>
    public IntrusionContext() => _chains = new Lazy<IReadOnlyList<Chain>>(() => IntrusionChains.Build(this));

    /// <summary>The packs' campaigns.</summary>
    public required IReadOnlyList<Campaign> Campaigns { get; init; }

    /// <summary>All observations, in time order, with ids.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>What there is of each log.</summary>
    public required CoverageReport Coverage { get; init; }

    /// <summary>For each rule, by id, the logs in the evidence that it read.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<LogName>> LogsRead { get; init; }

    /// <summary>The chains, built once: findings, the second look and the story all rest on them.</summary>
    internal IReadOnlyList<Chain> Chains => _chains.Value;
}
