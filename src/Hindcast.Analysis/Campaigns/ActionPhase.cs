namespace Hindcast.Analysis.Campaigns;

/// <summary>When in the work on a server an action has its place. Ordered: what comes first must not be done later.</summary>
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
