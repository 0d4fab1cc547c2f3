using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>What every section needs: the assessment, which claims have an anchor, and the detections by rule.</summary>
internal sealed class ReportContext
{
    private readonly Dictionary<string, int> detections = new(StringComparer.Ordinal);

    internal ReportContext(Assessment assessment)
    {
        Assessment = assessment;
        Claims = new ClaimIndex(assessment);
        for (int i = 0; i < assessment.Detections.Count; i++)
        {
            detections.TryAdd(assessment.Detections[i].RuleId, i);
        }
    }

    /// <summary>What is reported.</summary>
    internal Assessment Assessment { get; }

    /// <summary>The claims that can be linked to.</summary>
    internal ClaimIndex Claims { get; }

    /// <summary>The detection that met an observation, or null.</summary>
    internal DetectionSummary? Detection(Observation observation) =>
        detections.TryGetValue(observation.RuleId, out int index) ? Assessment.Detections[index] : null;
}
