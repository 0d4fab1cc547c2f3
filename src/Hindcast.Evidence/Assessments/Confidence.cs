namespace Hindcast.Evidence.Assessments;

/// <summary>How sure a finding is, in the three grades that analysts use (ICD 203).</summary>
public enum Confidence : byte
{
    /// <summary>One weak sign, or signs that have a harmless reading.</summary>
    Low,

    /// <summary>Credible, but another reading is left.</summary>
    Moderate,

    /// <summary>Proven by independent evidence or by something that has no other reading.</summary>
    High,
}
