using Hindcast.Evidence;
using Hindcast.Sigma.Correlations;

namespace Hindcast.Engine.Hunting;

/// <summary>All that one evidence file gave.</summary>
internal sealed record HuntFileResult
{
    /// <summary>A file that is no log and held no trouble.</summary>
    internal static readonly HuntFileResult Nothing = new();

    internal bool IsLog { get; init; }

    internal long Records { get; init; }

    internal long BadRecords { get; init; }

    internal IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    internal HuntMatchStore? Shown { get; init; }

    internal IReadOnlyList<SigmaRuleMatch> Correlated { get; init; } = [];

    internal long Uncorrelated { get; init; }
}
