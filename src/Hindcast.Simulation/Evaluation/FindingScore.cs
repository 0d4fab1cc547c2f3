namespace Hindcast.Simulation.Evaluation;

/// <summary>Findings by their observations: an observation is right when it stands at a row or file of an intrusion or a scan.</summary>
/// <param name="Observations">Observations of rules that stand for an outcome.</param>
/// <param name="OnIntrusions">Of these, at rows or files of intrusions.</param>
/// <param name="OnScans">At rows of scans.</param>
/// <param name="OnLookalikes">At rows or files of administrators.</param>
/// <param name="OnBackground">At anything else.</param>
/// <param name="Steps">Steps of intrusions, by kind.</param>
public sealed record FindingScore(
    int Observations, int OnIntrusions, int OnScans, int OnLookalikes, int OnBackground, IReadOnlyList<StepCount> Steps)
{
    /// <summary>Share of observations that are right; null without any.</summary>
    public double? Precision => Observations == 0 ? null : (double)(OnIntrusions + OnScans) / Observations;

    /// <summary>Share of the steps to be seen that were found; null without any.</summary>
    public double? Recall => Steps.Sum(s => s.Visible) is var visible and > 0 ? (double)Steps.Sum(s => s.Found) / visible : null;
}
