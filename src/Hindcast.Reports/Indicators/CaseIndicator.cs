using Hindcast.Evidence;

namespace Hindcast.Reports.Indicators;

/// <summary>An indicator taken from a case, with what it rests on.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Outcome">The furthest outcome of the observations that show it.</param>
/// <param name="Subjects">What they are about, in text order.</param>
/// <param name="Claims">Ids of the observations, in order.</param>
public sealed record CaseIndicator(
    Indicator Indicator, Outcome Outcome, IReadOnlyList<string> Subjects, IReadOnlyList<string> Claims);
