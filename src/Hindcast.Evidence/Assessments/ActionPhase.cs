namespace Hindcast.Evidence.Assessments;

/// <summary>Phases of a response, in the safe order: what has to be done before the next can be done without harm.</summary>
public enum ActionPhase : byte
{
    /// <summary>Keep evidence before anything is changed.</summary>
    Preserve,

    /// <summary>Stop what is going on.</summary>
    Contain,

    /// <summary>Find out what is not known yet.</summary>
    Investigate,

    /// <summary>Remove what was left behind.</summary>
    Evict,

    /// <summary>Close the hole.</summary>
    Fix,

    /// <summary>Make credentials and service whole again.</summary>
    Recover,

    /// <summary>Tell those who must know.</summary>
    Report,

    /// <summary>Watch for their return.</summary>
    Watch,
}
