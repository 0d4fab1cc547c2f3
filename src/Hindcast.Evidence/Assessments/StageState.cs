namespace Hindcast.Evidence.Assessments;

/// <summary>Whether evidence shows a rung of the ladder.</summary>
public enum StageState : byte
{
    /// <summary>The logs that would show it are not in the evidence for the time in question.</summary>
    NotAssessable,

    /// <summary>Logs that would show it are there, and do not.</summary>
    NotShown,

    /// <summary>Evidence shows it.</summary>
    Shown,
}
