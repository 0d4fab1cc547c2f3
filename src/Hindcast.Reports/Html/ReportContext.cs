using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Html.Lists;

namespace Hindcast.Reports.Html;

/// <summary>What every section needs: the assessment, which claims have an anchor, the detections by rule, and the long lists.</summary>
internal sealed class ReportContext
{
    private readonly Dictionary<string, int> detections = new(StringComparer.Ordinal);
    private readonly HashSet<string> subjects;

    /// <summary>Indexes an assessment.</summary>
    /// <param name="assessment">What is reported.</param>
    /// <param name="listBytes">The most bytes of all rows of one long list.</param>
    internal ReportContext(Assessment assessment, int listBytes)
    {
        Assessment = assessment;
        subjects = assessment.Findings.Select(f => f.Subject).ToHashSet(StringComparer.Ordinal);
        ShownIntrusions = ReportLimits.Fitting(
            assessment.Intrusions, ReportLimits.Intrusions, ReportLimits.IntrusionsLength,
            i => DisplayText.Cost([i.Title, .. i.Stages.Select(s => s.Because), .. i.Addresses.Take(ReportLimits.Items), .. i.Pages.Take(ReportLimits.Items)]));
        Claims = new ClaimIndex(assessment, ShownIntrusions);
        for (int i = 0; i < assessment.Detections.Count; i++)
        {
            detections.TryAdd(assessment.Detections[i].RuleId, i);
        }

        Findings = assessment.Findings.Count > ReportLimits.Findings ? LongLists.Findings(assessment, listBytes) : null;
        Observations = assessment.Observations.Count > Claims.Observations.Count ? LongLists.Observations(this, listBytes) : null;
    }

    /// <summary>What is reported.</summary>
    internal Assessment Assessment { get; }

    /// <summary>The claims that can be linked to.</summary>
    internal ClaimIndex Claims { get; }

    /// <summary>How many intrusions are told.</summary>
    internal int ShownIntrusions { get; }

    /// <summary>All findings as a list of pages; null when the section tells all of them.</summary>
    internal RowList? Findings { get; }

    /// <summary>All observations as a list of pages; null when the timeline holds all of them.</summary>
    internal RowList? Observations { get; }

    /// <summary>True when there is a list of pages, and so something for a script to do.</summary>
    internal bool IsLong => Findings is not null || Observations is not null;

    /// <summary>
    /// True for a window of a flaw that the world could know in the days covered, or of which something was met. A server of 2021 was
    /// open to what was found in 2023 too; that comes last.
    /// </summary>
    internal bool KnownThen(ExposureWindow window) => Assessment.Coverage.To is not { } to || window.FixPublished <= to || subjects.Contains(window.Vulnerability);

    /// <summary>The detection that met an observation, or null.</summary>
    internal DetectionSummary? Detection(Observation observation) =>
        detections.TryGetValue(observation.RuleId, out int index) ? Assessment.Detections[index] : null;
}
