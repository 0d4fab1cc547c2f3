using Hindcast.Evidence;
using Hindcast.Reports.Indicators;

namespace Hindcast.Engine.Import;

/// <summary>What came out of indicator lists.</summary>
/// <param name="Indicators">The indicators, by kind and value, each once.</param>
/// <param name="Diagnostics">Every value that was refused, repeated or changed, in the order of the lists.</param>
public sealed record ImportedList(IReadOnlyList<Indicator> Indicators, IReadOnlyList<Diagnostic> Diagnostics);
