using Hindcast.Analysis.Exposure;
using Hindcast.Evidence;
using Hindcast.Sigma.Loading;

namespace Hindcast.Engine.Packs;

/// <summary>All that was loaded from the packs folder. Immutable.</summary>
/// <param name="Packs">The campaign packs, by id.</param>
/// <param name="Builds">The build table of the products.</param>
/// <param name="Problems">Trouble met in loading, with column and suggestion.</param>
public sealed record Knowledge(
    IReadOnlyList<CampaignPack> Packs, BuildTable Builds, IReadOnlyList<SigmaProblem> Problems)
{
    /// <summary>The trouble as plain diagnostics.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = [.. Problems.Select(p => p.Diagnostic)];

    /// <summary>Files of products whose hash tells the build.</summary>
    public ProductFiles Files { get; init; } = ProductFiles.None;
}
