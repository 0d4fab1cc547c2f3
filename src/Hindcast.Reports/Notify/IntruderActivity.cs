using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Notify;

/// <summary>
/// When the intruder was active: the span of the intrusions. Who only scanned or tried is somebody else as far as is known, and is
/// named beside it.
/// </summary>
internal static class IntruderActivity
{
    internal static string? First(SharedCase shared)
    {
        Assessment assessment = shared.Assessment;
        AttemptSummary tried = assessment.Actors.Attempts;
        if (Span(assessment) is not { } span)
        {
            return tried.First is { } attempt ? $"None that got in is shown. First attempt: {attempt}, in the logs that there are (from {FactSheet.Day(assessment.Coverage.From)})." : null;
        }

        string before = tried.First is { } earlier && earlier < span.First ? $"\nBefore that, attempts of addresses that got no further: from {earlier} on." : "";
        return $"{span.First}, in the logs that there are (from {FactSheet.Day(assessment.Coverage.From)}); earlier activity is not excluded.{before}";
    }

    internal static string? Last(SharedCase shared)
    {
        Assessment assessment = shared.Assessment;
        AttemptSummary tried = assessment.Actors.Attempts;
        if (Span(assessment) is not { } span)
        {
            return tried.Last is { } attempt ? $"None that got in is shown. Last attempt: {attempt}, in the logs that there are (to {FactSheet.Day(assessment.Coverage.To)})." : null;
        }

        string after = tried.Last is { } later && later > span.Last ? $"\nAfter that, attempts of addresses that got no further: until {later}." : "";
        return $"{span.Last}, in the logs that there are (to {FactSheet.Day(assessment.Coverage.To)}).{after}";
    }

    /// <summary>First and last sign of the intrusions; of the findings that say that the flaw answered where a case has no intrusions.</summary>
    internal static (EvidenceTime First, EvidenceTime Last)? Span(Assessment assessment)
    {
        EvidenceTime[] times = assessment.Intrusions.Count > 0
            ? [.. assessment.Intrusions.SelectMany(i => new[] { i.First, i.Last }).OfType<EvidenceTime>().Order()]
            : [.. assessment.Findings.Where(f => f.Outcome >= Outcome.Reached).SelectMany(f => new[] { f.First, f.Last }).OfType<EvidenceTime>().Order()];
        return times.Length > 0 ? (times[0], times[^1]) : null;
    }
}
