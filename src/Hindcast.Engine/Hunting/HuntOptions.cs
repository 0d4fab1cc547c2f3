using Hindcast.Sigma;
using Hindcast.Sigma.Mappings;
using Hindcast.Sigma.Tuning;

namespace Hindcast.Engine.Hunting;

/// <summary>What to hunt for, where and how. Immutable.</summary>
public sealed record HuntOptions
{
    /// <summary>Folders, files and archives.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Folder of Sigma rules, or one rule file.</summary>
    public required string Rules { get; init; }

    /// <summary>What log sources mean; the built-in mappings when null.</summary>
    public SigmaMappingSet? Mappings { get; init; }

    /// <summary>Rules off, levels changed, records allowed, each with its reason; later entries count over earlier ones.</summary>
    public IReadOnlyList<SigmaTuningEntry> Tuning { get; init; } = [];

    /// <summary>Rules below this level are not run, unless a correlation needs them. Unstated is below all others.</summary>
    public SigmaLevel MinimumLevel { get; init; } = SigmaLevel.Unstated;

    /// <summary>Only rules with one of these tags: <c>attack.t1505.003</c>, <c>t1505.003</c>, or <c>t1505</c> for all its
    /// sub-techniques. Empty for all rules.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Ids or titles of rules and correlations that are not run at all, whatever the case.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>First UTC day of matches that are kept, with those that have no time; null for no limit.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last UTC day of matches that are kept, with those that have no time; null for no limit.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Threads that read; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Most matches that are kept; further ones are counted.</summary>
    public int MaxMatches { get; init; } = 200_000;
}
