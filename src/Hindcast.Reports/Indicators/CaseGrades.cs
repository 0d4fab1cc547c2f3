using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Indicators;

/// <summary>
/// How far a single observation of a case may be said to have come. A rule alone says what a record would show at best; findings and
/// intrusions say what it did show, and an indicator never says more than they do. Immutable.
/// </summary>
internal sealed class CaseGrades
{
    private readonly Assessment _case;
    private readonly Dictionary<string, DetectionSummary> _detections = new(StringComparer.Ordinal);
    private readonly ILookup<string, Finding> _findings;
    private readonly ILookup<string, Intrusion> _intrusions;

    internal CaseGrades(Assessment assessment)
    {
        _case = assessment;
        foreach (DetectionSummary detection in assessment.Detections)
        {
            _detections.TryAdd(detection.RuleId, detection);
        }

        _findings = assessment.Findings.SelectMany(f => f.Observations.Select(o => (o, f))).ToLookup(x => x.o, x => x.f, StringComparer.Ordinal);
        _intrusions = assessment.Intrusions.SelectMany(i => i.Observations.Select(o => (o, i))).ToLookup(x => x.o, x => x.i, StringComparer.Ordinal);
    }

    /// <summary>The detection that met an observation, or null.</summary>
    internal DetectionSummary? DetectionOf(Observation observation) => _detections.GetValueOrDefault(observation.RuleId);

    /// <summary>The outcome of an observation: that of its rule, held down by the findings and the intrusion that it is part of.</summary>
    internal Outcome OutcomeOf(Observation observation, DetectionSummary detection)
    {
        Outcome finding = _findings[observation.Id].Select(f => f.Outcome).DefaultIfEmpty(detection.Outcome).Max();
        Outcome intrusion = _intrusions[observation.Id].Select(i => i.Outcome).DefaultIfEmpty(detection.Outcome).Max();
        return new[] { detection.Outcome, finding, intrusion }.Min();
    }

    /// <summary>How sure the findings with these observations are that came at least as far.</summary>
    internal Confidence ConfidenceOf(IEnumerable<Observation> observations, Outcome outcome) => observations
        .SelectMany(o => _findings[o.Id]).Where(f => f.Outcome >= outcome).Select(f => f.Confidence)
        .DefaultIfEmpty(Confidence.Low).Max();

    /// <summary>
    /// Since when files lie on the server: the earliest that is known of their being placed or used, else the last day of the evidence
    /// that they were found in; null when nothing is dated.
    /// </summary>
    internal EvidenceTime? SinceWhen(IEnumerable<Observation> observations)
    {
        Observation[] files = [.. observations];
        PersistentItem[] items = [.. _case.Persistence.Where(p => files.Any(f => p.Claims.Contains(f.Id) || string.Equals(WebRootPath.Of(f.Field("TargetFilename") ?? ""), p.Name, StringComparison.OrdinalIgnoreCase)))];
        HashSet<string> claims = [.. items.SelectMany(i => i.Claims)];
        IEnumerable<EvidenceTime> uses = _case.Observations.Where(o => claims.Contains(o.Id)).Select(o => o.Time).OfType<EvidenceTime>();
        return items.Select(i => i.Placed).OfType<EvidenceTime>().Concat(uses).Order().Select(t => (EvidenceTime?)t).FirstOrDefault()
            ?? (_case.Coverage.To is { } last ? EvidenceTime.FromUtc(last.ToDateTime(TimeOnly.MinValue), TimePrecision.Day) : null);
    }
}
