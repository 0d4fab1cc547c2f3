using Hindcast.Evidence;

namespace Hindcast.Reports.Indicators;

/// <summary>What became of a value of a list: an indicator, or the reason why it is none.</summary>
/// <param name="Indicator">The indicator, without times and context; null when it was refused.</param>
/// <param name="Refused">The kind of refusal; null when it was taken.</param>
/// <param name="Expected">What a value of the kind looks like.</param>
public sealed record CleanedIndicator(Indicator? Indicator, DiagnosticDescriptor? Refused, string Expected);
