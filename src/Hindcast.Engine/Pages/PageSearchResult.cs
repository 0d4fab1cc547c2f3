using Hindcast.Evidence;

namespace Hindcast.Engine.Pages;

/// <summary>What a search of pages came to.</summary>
/// <param name="Hits">Files of at least the verdict asked for, the worst first, then by path.</param>
/// <param name="Files">Files looked at.</param>
/// <param name="Bytes">Bytes read.</param>
/// <param name="Diagnostics">Trouble.</param>
public sealed record PageSearchResult(IReadOnlyList<PageHit> Hits, long Files, long Bytes, IReadOnlyList<Diagnostic> Diagnostics);
