using Hindcast.Analysis.Exposure;
using Hindcast.Evidence;

namespace Hindcast.Engine.Packs;

/// <summary>All that was loaded from the packs folder. Immutable.</summary>
/// <param name="Packs">The campaign packs, by id.</param>
/// <param name="Builds">The build table of the products.</param>
/// <param name="Diagnostics">Trouble met in loading.</param>
public sealed record Knowledge(
    IReadOnlyList<CampaignPack> Packs, BuildTable Builds, IReadOnlyList<Diagnostic> Diagnostics);
