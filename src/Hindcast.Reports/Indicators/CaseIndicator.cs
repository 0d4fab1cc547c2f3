using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Indicators;

/// <summary>An indicator taken from a case, with what it rests on.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Outcome">The furthest outcome of the observations that show it, and never more than the findings and intrusions that
/// they are part of.</param>
/// <param name="Confidence">How sure the findings are that came so far; low when there is none.</param>
/// <param name="Subjects">What they are about, in text order.</param>
/// <param name="Claims">Ids of the observations, in order.</param>
public sealed record CaseIndicator(
    Indicator Indicator, Outcome Outcome, Confidence Confidence, IReadOnlyList<string> Subjects, IReadOnlyList<string> Claims)
{
    /// <summary>Since when it is the attacker's, as far as the case tells: first seen, or placed; null when nothing tells.</summary>
    public EvidenceTime? Since { get; init; }

    /// <summary>For an address or a domain: true when the flaw was to make the server call it.</summary>
    public bool IsCalled { get; init; }

    /// <summary>For an address: true when requests came from it.</summary>
    public bool IsClient { get; init; }
}
